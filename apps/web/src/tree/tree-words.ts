/** Words of the response tree. Counts come formatted; the number beside one decides the plural. */
export interface TreeWords {
  readonly title: string;
  readonly hide: string;
  readonly outline: string;
  readonly search: string;
  readonly hits: (count: number, formatted: string) => string;
  readonly hitOf: (index: number, count: number) => string;
  readonly searchFailed: string;
  readonly more: string;
  readonly onlyBookmarks: string;
  readonly showAll: string;
  readonly showArchived: string;
  readonly hideArchived: string;
  readonly closeAll: string;
  readonly openAll: string;
  readonly keys: string;
  readonly noBookmarks: string;
  readonly reading: string;
  readonly failed: string;
  readonly again: string;
  readonly empty: string;

  // rows
  readonly question: (label: string) => string;
  readonly reply: (label: string) => string;
  readonly run: (count: number, formatted: string) => string;
  readonly versions: (count: number) => string;
  readonly branches: (count: number) => string;
  readonly branchOf: (index: number, count: number) => string;
  readonly pane: (number: number) => string;
  readonly notOpen: string;
  readonly hidden: (count: number, formatted: string) => string;
  readonly writing: string;
  readonly unread: string;
  readonly bookmarked: string;
  readonly fun: string;
  readonly edited: string;
  readonly continued: string;
  readonly summary: string;
  readonly length: (formatted: string) => string;
  readonly archived: string;
  readonly hit: string;
  readonly marked: string;
  readonly by: (model: string) => string;
  readonly untitled: string;
  readonly menuOf: (label: string) => string;
  readonly nameField: string;
  readonly fromFork: (formatted: string) => string;
  readonly listed: (parts: readonly string[]) => string;

  // what can be done with a message
  readonly open: string;
  readonly openBeside: string;
  readonly name: string;
  readonly bookmark: string;
  readonly unbookmark: string;
  readonly branch: string;
  readonly copyLink: string;
  readonly compare: string;
  readonly compareWith: string;
  readonly summarise: string;
  readonly summariseAsk: (branch: string) => string;
  readonly keepOnly: string;
  readonly archive: string;
  readonly restore: string;
  readonly fold: string;

  // map
  readonly showMap: string;
  readonly largeMap: string;
  readonly closeMap: string;
  readonly map: string;
  readonly keyQuestion: string;
  readonly keyReply: string;
  readonly stub: (count: number, formatted: string) => string;
  readonly above: (count: number, formatted: string) => string;

  readonly keyLines: readonly (readonly [keys: string, deed: string])[];
  readonly close: string;
}

const plural = (count: number, one: string, many: string) => (count === 1 ? one : many);

export const englishTreeWords: TreeWords = {
  title: "Response tree",
  hide: "Hide tree",
  outline: "Outline",
  search: "Search this tree",
  hits: (count, formatted) => (count === 0 ? "No hits" : plural(count, "1 hit", `${formatted} hits`)),
  hitOf: (index, count) => `${index} / ${count}`,
  searchFailed: "The search was not answered.",
  more: "More about the tree",
  onlyBookmarks: "Only bookmarks",
  showAll: "Show all",
  showArchived: "Show archived",
  hideArchived: "Hide archived",
  closeAll: "Close all branches",
  openAll: "Open all branches",
  keys: "Keys",
  noBookmarks: "Nothing in this tree has a bookmark.",
  reading: "Reading the tree",
  failed: "The beginnings of some messages could not be read.",
  again: "Try again",
  empty: "The tree begins with the first question.",

  question: (label) => `You: ${label}`,
  reply: (label) => `Grok: ${label}`,
  run: (count, formatted) => plural(count, "1 message", `${formatted} messages`),
  versions: (count) => `${count} versions`,
  branches: (count) => `${count} branches`,
  branchOf: (index, count) => `branch ${index} of ${count}`,
  pane: (number) => `pane ${number}`,
  notOpen: "not open",
  hidden: (count, formatted) => plural(count, "1 message hidden", `${formatted} messages hidden`),
  writing: "being written",
  unread: "not read yet",
  bookmarked: "bookmarked",
  fun: "fun mode",
  edited: "edited by you",
  continued: "continued",
  summary: "a summary of another branch",
  length: (formatted) => `${formatted} characters`,
  archived: "archived",
  hit: "found",
  marked: "marked to compare",
  by: (model) => `by ${model}`,
  untitled: "No words yet",
  menuOf: (label) => `Menu of ${label}`,
  nameField: "Name of the message",
  fromFork: (formatted) => `${formatted} forks in`,
  listed: (parts) => parts.join(", "),

  open: "Open",
  openBeside: "Open in a new pane",
  name: "Name…",
  bookmark: "Bookmark",
  unbookmark: "Remove bookmark",
  branch: "Branch from here",
  copyLink: "Copy link",
  compare: "Compare",
  compareWith: "Compare with the marked one",
  summarise: "Summarise into this branch",
  summariseAsk: (branch) => `Summarise the other branch: ${branch}`,
  keepOnly: "Keep only this branch",
  archive: "Archive",
  restore: "Restore",
  fold: "Fold these messages",

  showMap: "Show map",
  largeMap: "Large map",
  closeMap: "Close",
  map: "Map of the branches",
  keyQuestion: "Question",
  keyReply: "Reply",
  stub: (count, formatted) => plural(count, "1 more message", `${formatted} more messages`),
  above: (count, formatted) => plural(count, "1 message above", `${formatted} messages above`),

  keyLines: [
    ["↑ ↓", "the row above or below"],
    ["←", "close, or go to what is above"],
    ["→", "open, or go to what is below"],
    ["[ ]", "the branch before or after"],
    ["Home End", "the first or last row"],
    ["A–Z", "the next row that begins with these letters"],
    ["Enter", "show it in the pane"],
    ["Ctrl Enter", "show it in a new pane"],
    ["N F2", "name it"],
    ["B", "bookmark it"],
    ["C", "mark it, then compare another with it"],
    ["M", "everything else"],
    ["Delete", "archive it with all below"],
    ["?", "this list"],
  ],
  close: "Close",
};

export const chineseTreeWords: TreeWords = {
  title: "回复树",
  hide: "收起回复树",
  outline: "大纲",
  search: "在这棵树里搜索",
  hits: (count, formatted) => (count === 0 ? "没有命中" : `${formatted} 处命中`),
  hitOf: (index, count) => `${index} / ${count}`,
  searchFailed: "搜索没有得到回应。",
  more: "回复树的更多操作",
  onlyBookmarks: "只看书签",
  showAll: "显示全部",
  showArchived: "显示已归档的",
  hideArchived: "隐藏已归档的",
  closeAll: "收起所有分支",
  openAll: "展开所有分支",
  keys: "按键",
  noBookmarks: "这棵树里还没有书签。",
  reading: "正在读取这棵树",
  failed: "有些消息的开头没能读出来。",
  again: "再试一次",
  empty: "问出第一个问题，树就从那里长起。",

  question: (label) => `你：${label}`,
  reply: (label) => `Grok：${label}`,
  run: (_, formatted) => `${formatted} 条消息`,
  versions: (count) => `${count} 个版本`,
  branches: (count) => `${count} 个分支`,
  branchOf: (index, count) => `第 ${index} 个分支，共 ${count} 个`,
  pane: (number) => `窗格 ${number}`,
  notOpen: "未打开",
  hidden: (_, formatted) => `收起了 ${formatted} 条消息`,
  writing: "正在写",
  unread: "还没看",
  bookmarked: "有书签",
  fun: "趣味模式",
  edited: "你改过",
  continued: "接着写的",
  summary: "另一个分支的摘要",
  length: (formatted) => `${formatted} 个字符`,
  archived: "已归档",
  hit: "命中",
  marked: "已标记，待比较",
  by: (model) => `由 ${model} 写成`,
  untitled: "还没有文字",
  menuOf: (label) => `${label} 的菜单`,
  nameField: "消息的名称",
  fromFork: (formatted) => `已过 ${formatted} 个岔口`,
  listed: (parts) => parts.join("，"),

  open: "打开",
  openBeside: "在新窗格中打开",
  name: "命名…",
  bookmark: "加书签",
  unbookmark: "去掉书签",
  branch: "从这里分支",
  copyLink: "复制链接",
  compare: "比较",
  compareWith: "与标记的那条比较",
  summarise: "摘要到当前分支",
  summariseAsk: (branch) => `概括另一个分支：${branch}`,
  keepOnly: "只留这个分支",
  archive: "归档",
  restore: "恢复",
  fold: "折叠这些消息",

  showMap: "显示地图",
  largeMap: "大地图",
  closeMap: "关闭",
  map: "分支地图",
  keyQuestion: "问题",
  keyReply: "回答",
  stub: (_, formatted) => `还有 ${formatted} 条消息`,
  above: (_, formatted) => `上面还有 ${formatted} 条消息`,

  keyLines: [
    ["↑ ↓", "上一行或下一行"],
    ["←", "收起，或回到上层"],
    ["→", "展开，或进到下层"],
    ["[ ]", "前一个或后一个分支"],
    ["Home End", "第一行或最后一行"],
    ["A–Z", "以这些字母开头的下一行"],
    ["Enter", "在窗格中显示"],
    ["Ctrl Enter", "在新窗格中显示"],
    ["N F2", "命名"],
    ["B", "加书签"],
    ["C", "先标记，再与另一条比较"],
    ["M", "其他操作"],
    ["Delete", "连同下面的一起归档"],
    ["?", "这张列表"],
  ],
  close: "关闭",
};
