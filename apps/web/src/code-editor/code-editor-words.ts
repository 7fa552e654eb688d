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
