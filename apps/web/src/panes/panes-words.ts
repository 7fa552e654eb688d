/** Words about panes. "number": as shown, from 1 in reading order. */
export interface PanesWords {
  readonly split: string;
  readonly close: string;
  readonly tree: string;
  readonly treeOf: (branches: number) => string;
  readonly switcher: string;
  readonly tabs: string;
  readonly divider: (before: number, after: number) => string;
  readonly moveLeft: string;
  readonly moveRight: string;
  readonly moveAbove: string;
  readonly moveBelow: string;
  readonly moveInto: string;
  readonly splitBelow: string;
  readonly newBeside: string;
  readonly newTab: string;
  readonly linked: string;
  readonly unlinked: string;
  readonly common: (count: number, formatted: string) => string;
  readonly branchOf: (index: number, count: number) => string;
  readonly unread: string;
  readonly drop: string;
  readonly together: string;
  readonly togetherHint: string;
  readonly memory: (share: string) => string;
}

export const englishPanesWords: PanesWords = {
  split: "Split pane",
  close: "Close pane",
  tree: "Response tree",
  treeOf: (branches) => `Response tree, ${branches} branches`,
  switcher: "Panes",
  tabs: "Tabs",
  divider: (before, after) => `Between pane ${before} and pane ${after}`,
  moveLeft: "Move to the left",
  moveRight: "Move to the right",
  moveAbove: "Move to the top",
  moveBelow: "Move to the bottom",
  moveInto: "Move behind the pane before",
  splitBelow: "Split downwards",
  newBeside: "New conversation beside",
  newTab: "New conversation in a tab",
  linked: "Let panes scroll together",
  unlinked: "Let panes scroll apart",
  common: (count, formatted) => (count === 1 ? "1 message in common" : `${formatted} messages in common`),
  branchOf: (index, count) => `Branch ${index} of ${count}`,
  unread: "Not read yet",
  drop: "Drop the pane here",
  together: "All panes",
  togetherHint: "Ask in all panes at once",
  memory: (share) => `${share} of the model’s memory is used`,
};
