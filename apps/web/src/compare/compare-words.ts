/** The words of comparing two replies. */
export interface CompareWords {
  readonly title: string;
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
