/** The words of the editors of a question and of a reply. */
export interface EditorWords {
  readonly question: string;
  readonly questionField: string;
  readonly ask: string;
  readonly reply: string;
  readonly back: string;
  readonly markdown: string;
  readonly views: string;
  readonly write: string;
  readonly preview: string;
  readonly changes: string;
  /** Beside "Preview": what it shows. */
  readonly asRead: string;
  /** What the signs "+2" and "−2" say. */
  readonly added: (lines: number) => string;
  readonly removed: (lines: number) => string;
  readonly against: string;
  readonly compareWith: string;
  readonly versionNamed: (number: number) => string;
  readonly archivedVersion: string;
  readonly saveBranch: string;
  readonly saveContinue: string;
  readonly discard: string;
  readonly version: (number: number) => string;
  readonly unchanged: string;
  readonly nothingLeft: string;
  readonly tooLong: (size: string, limit: string) => string;
  readonly discardAsked: string;
  readonly keep: string;
  readonly previewLarge: (limit: string) => string;
  readonly showPreview: string;
  readonly opening: string;
  readonly running: string;
  readonly stop: string;
  readonly archived: string;
  readonly bringBack: string;
  readonly gone: string;
  readonly copyText: string;
  readonly copied: string;
  /** CodeMirror's own words, by its English ones. */
  readonly phrases: Readonly<Record<string, string>>;
}

const lines = (count: number) => (count === 1 ? "1 line" : `${count} lines`);

export const englishEditorWords: EditorWords = {
  question: "Question editor",
  questionField: "Question",
  ask: "Ask this instead",
  reply: "Reply editor",
  back: "Back to the conversation",
  markdown: "Markdown",
  views: "View",
  write: "Write",
  preview: "Preview",
  changes: "Changes",
  asRead: "As it will be read",
  added: (count) => `${lines(count)} added`,
  removed: (count) => `${lines(count)} removed`,
  against: "against",
  compareWith: "Show the changes against",
  versionNamed: (number) => `version ${number}`,
  archivedVersion: "the archived version",
  saveBranch: "Save as branch",
  saveContinue: "Save and continue",
  discard: "Discard",
  version: (number) => `Nothing is overwritten: this becomes version ${number}`,
  unchanged: "Nothing is changed yet",
  nothingLeft: "Nothing is left to save",
  tooLong: (size, limit) => `${size} bytes; a message holds ${limit}`,
  discardAsked: "Discard the changes?",
  keep: "Keep writing",
  previewLarge: (limit) => `Above ${limit} characters the preview is drawn when you ask for it.`,
  showPreview: "Draw the preview",
  opening: "Opening",
  running: "Grok is still writing this reply. It can be edited once it has ended.",
  stop: "Stop it there",
  archived: "This reply has been archived. Bring it back to save; what you have written stays here.",
  bringBack: "Bring it back",
  gone: "The reply is no longer here. What you have written is.",
  copyText: "Copy the text",
  copied: "Copied",
  phrases: {
    next: "Next",
    previous: "Previous",
    all: "Select all",
    "match case": "Match case",
    regexp: "Regular expression",
    "by word": "Whole words",
    replace: "Replace",
    "replace all": "Replace all",
    close: "Close",
    go: "Go",
  },
};

export const chineseEditorWords: EditorWords = {
  question: "问题编辑器",
  questionField: "问题",
  ask: "改问这个",
  reply: "回答编辑器",
  back: "回到对话",
  markdown: "Markdown",
  views: "视图",
  write: "编写",
  preview: "预览",
  changes: "改动",
  asRead: "读起来的样子",
  added: (count) => `增加 ${count} 行`,
  removed: (count) => `删去 ${count} 行`,
  against: "对照",
  compareWith: "与哪一版对照",
  versionNamed: (number) => `第 ${number} 版`,
  archivedVersion: "已归档的那一版",
  saveBranch: "存为分支",
  saveContinue: "保存并接着写",
  discard: "放弃",
  version: (number) => `不会覆盖：这是第 ${number} 版`,
  unchanged: "还没有改动",
  nothingLeft: "没有可保存的内容",
  tooLong: (size, limit) => `共 ${size} 字节，一条消息最多 ${limit} 字节`,
  discardAsked: "放弃这些改动？",
  keep: "继续写",
  previewLarge: (limit) => `超过 ${limit} 个字符，预览在需要时才画。`,
  showPreview: "画出预览",
  opening: "正在打开",
  running: "Grok 还在写这个回答，写完才能修改。",
  stop: "就停在这里",
  archived: "这个回答已归档。取回之后才能保存，写的内容都在这里。",
  bringBack: "取回",
  gone: "这个回答已经不在了，写的内容还在。",
  copyText: "复制文字",
  copied: "已复制",
  phrases: {
    "$ unchanged lines": "$ 行未改",
    Find: "查找",
    Replace: "替换为",
    next: "下一个",
    previous: "上一个",
    all: "全选",
    "match case": "区分大小写",
    regexp: "正则",
    "by word": "整词",
    replace: "替换",
    "replace all": "全部替换",
    close: "关闭",
    "Go to line": "转到行",
    go: "转到",
    "current match": "当前匹配",
    "on line": "所在行",
    "replaced match on line $": "已替换第 $ 行的匹配",
    "replaced $ matches": "已替换 $ 处",
    "Control character": "控制字符",
    "Selection deleted": "已删除所选内容",
  },
};
