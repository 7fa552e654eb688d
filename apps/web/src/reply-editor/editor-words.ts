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
    Find: "Find",
    Replace: "Replace",
    "Go to line": "Go to line",
    "current match": "current match",
    "on line": "on line",
    "replaced match on line $": "replaced match on line $",
    "replaced $ matches": "replaced $ matches",
    "$ unchanged lines": "$ unchanged lines",
    "Control character": "Control character",
    "Selection deleted": "Selection deleted",
  },
};
