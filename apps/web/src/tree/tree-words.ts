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
  readonly map: string;
  readonly keyQuestion: string;
  readonly keyReply: string;
  readonly stub: (count: number, formatted: string) => string;
  readonly above: (count: number, formatted: string) => string;

  readonly keyLines: readonly (readonly [keys: string, deed: string])[];
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
};
