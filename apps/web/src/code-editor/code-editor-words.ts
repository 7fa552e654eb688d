/** The words of the code editor, in the language of the interface. */
export interface CodeEditorWords {
  readonly label: string;
  /** Name of the row of tabs. */
  readonly files: string;
  readonly closeFile: (name: string) => string;
  readonly changedFile: (name: string) => string;
  readonly download: string;
  readonly more: string;
  readonly close: string;
  readonly back: string;
  readonly changes: string;
  readonly compareWith: string;
  readonly asOpened: string;
  /** Names the text that is compared with. */
  readonly before: string;
  readonly version: (number: number) => string;
  readonly ask: string;
  readonly desktop: string;
  readonly desktopDone: (path: string) => string;
  readonly caret: (line: number, column: number) => string;
  readonly problems: (count: number) => string;
  readonly linesChanged: (count: number) => string;
  readonly unchanged: string;
  /** How the keyboard leaves an editor in which Tab indents. */
  readonly tabHint: (keys: string) => string;
  readonly unsaved: (count: number, name: string) => string;
  readonly discard: string;
  readonly keep: string;
  readonly saved: (number: number) => string;
  readonly opening: string;
  readonly failed: string;
  readonly again: string;
  /** Why the code could not be put back. */
  readonly refused: Readonly<Record<"archived" | "missing" | "failed", string>>;
}

export const englishCodeEditorWords: CodeEditorWords = {
  label: "Code editor",
  files: "Open files",
  closeFile: (name) => `Close ${name}`,
  changedFile: (name) => `${name}, changed`,
  download: "Download",
  more: "More for this file",
  close: "Close code editor",
  back: "Back to the reply",
  changes: "Changes",
  compareWith: "Show the changes against",
  asOpened: "as opened",
  before: "Before the changes",
  version: (number) => `version ${number}`,
  ask: "Ask about the selection",
  desktop: "Open in VS Code",
  desktopDone: (path) => `Opened in VS Code: ${path}`,
  caret: (line, column) => `Ln ${line}, Col ${column}`,
  problems: (count) => (count === 1 ? "1 problem" : `${count} problems`),
  linesChanged: (count) => (count === 1 ? "1 line changed" : `${count} lines changed`),
  unchanged: "Nothing is changed yet",
  tabHint: (keys) => `Tab indents; ${keys} lets it leave the editor`,
  unsaved: (count, name) =>
    count === 1
      ? `${name} has changes that are in no reply.`
      : `${count} files have changes that are in no reply.`,
  discard: "Discard",
  keep: "Keep",
  saved: (number) => `Saved as version ${number}`,
  opening: "Opening the editor",
  failed: "The editor could not be loaded. The code is safe in its reply.",
  again: "Try again",
  refused: {
    archived: "The reply and its question have been archived. Bring them back to save; the code stays here.",
    missing: "The reply is no longer here. The code is: copy or download it.",
    failed: "Not saved. The code is still here.",
  },
};

export const chineseCodeEditorWords: CodeEditorWords = {
  label: "代码编辑器",
  files: "打开的文件",
  closeFile: (name) => `关闭 ${name}`,
  changedFile: (name) => `${name}，有改动`,
  download: "下载",
  more: "这个文件的更多操作",
  close: "关闭代码编辑器",
  back: "回到回答",
  changes: "改动",
  compareWith: "与哪一版对照",
  asOpened: "打开时的样子",
  before: "改动之前",
  version: (number) => `第 ${number} 版`,
  ask: "就所选内容提问",
  desktop: "在 VS Code 中打开",
  desktopDone: (path) => `已在 VS Code 中打开：${path}`,
  caret: (line, column) => `第 ${line} 行，第 ${column} 列`,
  problems: (count) => `${count} 个问题`,
  linesChanged: (count) => `改了 ${count} 行`,
  unchanged: "还没有改动",
  tabHint: (keys) => `Tab 用来缩进，按 ${keys} 后可用它离开编辑器`,
  unsaved: (count, name) =>
    count === 1 ? `${name} 有改动，还没有存进任何回答。` : `${count} 个文件有改动，还没有存进任何回答。`,
  discard: "放弃",
  keep: "保留",
  saved: (number) => `已存为第 ${number} 版`,
  opening: "正在打开编辑器",
  failed: "编辑器没能载入。代码还在回答里。",
  again: "重试",
  refused: {
    archived: "这个回答连同它的问题已归档。取回之后才能保存，代码都在这里。",
    missing: "这个回答已经不在了。代码还在，可以复制或下载。",
    failed: "没有保存，代码还在这里。",
  },
};
