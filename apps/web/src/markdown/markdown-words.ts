/** The words the rendered Markdown needs, in the language of the interface. */
export interface MarkdownWords {
  readonly copyCode: string;
  /** Takes the place of `copyCode` for a moment, and is announced. */
  readonly copied: string;
  /** Shown instead when the browser refuses access to the clipboard. */
  readonly copyFailed: string;
  readonly openInEditor: string;
  /** Head of a code block that names neither file nor language. */
  readonly code: string;
  /** Accessible name of the code itself, e.g. "Code: wait.py". */
  readonly codeNamed: (name: string) => string;
  /** Accessible name of a mark in the text, e.g. "Note 2: The inspection paradox". */
  readonly noteNamed: (number: number, title: string) => string;
  readonly showImage: string;
  /** Said when an image that was asked for does not load. */
  readonly imageFailed: string;
  /** Accessible name of a scrolling table. */
  readonly table: string;
  /** Accessible name of a formula on lines of its own. */
  readonly formula: string;
  readonly taskDone: string;
  readonly taskOpen: string;
}

export const englishMarkdownWords: MarkdownWords = {
  copyCode: "Copy code",
  copied: "Copied",
  copyFailed: "Copying was refused",
  openInEditor: "Open in editor",
  code: "Code",
  codeNamed: (name) => `Code: ${name}`,
  noteNamed: (number, title) => (title === "" ? `Note ${number}` : `Note ${number}: ${title}`),
  showImage: "Show image",
  imageFailed: "The image did not load",
  table: "Table",
  formula: "Formula",
  taskDone: "Done",
  taskOpen: "Not done",
};
