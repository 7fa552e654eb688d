/** The words of comparing two replies. */
export interface CompareWords {
  readonly title: string;
  readonly close: string;
  readonly views: string;
  readonly beside: string;
  readonly words: string;
  readonly source: string;
  readonly left: string;
  readonly right: string;
  readonly changes: string;
  readonly choose: string;
  /** Said before what is chosen on a side: "Left: ". */
  readonly before: (side: string) => string;
  readonly search: string;
  readonly sameQuestion: string;
  readonly otherReplies: string;
  readonly noneFound: string;
  readonly more: (count: string) => string;
  readonly versionOf: (version: number, count: number) => string;
  readonly onlyVersion: string;
  readonly continueHere: string;
  readonly reading: string;
  readonly comparing: string;
  readonly byLines: (limit: string) => string;
  readonly same: string;
  readonly nothingChosen: string;
  readonly edited: string;
  readonly byCode: string;
  readonly imported: string;
  readonly fun: string;
  readonly regular: string;
  readonly characters: (count: string) => string;
}

export const englishCompareWords: CompareWords = {
  title: "Compare",
  close: "Close",
  views: "View",
  beside: "Side by side",
  words: "Word diff",
  source: "Source",
  left: "Left",
  right: "Right",
  changes: "Changes",
  choose: "Choose a reply",
  before: (side) => `${side}: `,
  search: "Search replies",
  sameQuestion: "Versions of this reply",
  otherReplies: "Other replies",
  noneFound: "No reply of this conversation says that.",
  more: (count) => `${count} more; write a word of the one you mean`,
  versionOf: (version, count) => `version ${version} of ${count}`,
  onlyVersion: "only version",
  continueHere: "Continue with this one",
  reading: "Reading",
  comparing: "Comparing",
  byLines: (limit) =>
    `Above ${limit} characters, and where little is alike, lines are compared instead of words.`,
  same: "The two say the same, to the last byte.",
  nothingChosen: "Choose a second reply to compare with.",
  edited: "edited by you",
  byCode: "answered by the program itself",
  imported: "imported",
  fun: "fun mode",
  regular: "regular",
  characters: (count) => `${count} characters`,
};

export const chineseCompareWords: CompareWords = {
  title: "对比",
  close: "关闭",
  views: "视图",
  beside: "并排",
  words: "逐词对比",
  source: "源文",
  left: "左边",
  right: "右边",
  changes: "差异",
  choose: "选一个回答",
  before: (side) => `${side}：`,
  search: "搜索回答",
  sameQuestion: "这个回答的各个版本",
  otherReplies: "其他回答",
  noneFound: "这段对话里没有哪个回答这么说。",
  more: (count) => `还有 ${count} 个，写出其中一个词就能找到`,
  versionOf: (version, count) => `第 ${version} 版，共 ${count} 版`,
  onlyVersion: "唯一的一版",
  continueHere: "接着这个聊",
  reading: "正在读取",
  comparing: "正在对比",
  byLines: (limit) => `超过 ${limit} 个字符，或两边相同处太少时，按行对比，不逐词对比。`,
  same: "两边一字不差。",
  nothingChosen: "再选一个回答来对比。",
  edited: "由你修改",
  byCode: "由程序直接回答",
  imported: "导入",
  fun: "趣味模式",
  regular: "普通模式",
  characters: (count) => `${count} 个字符`,
};
