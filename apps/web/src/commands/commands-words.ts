// Every word about commands. Names after the slash are Latin in every language.

export type CommandId =
  | "branch"
  | "regenerate"
  | "other-mode"
  | "continue"
  | "stop"
  | "edit"
  | "edit-question"
  | "copy"
  | "compare"
  | "code"
  | "bookmark"
  | "name"
  | "link"
  | "details"
  | "archive-reply"
  | "think"
  | "pen"
  | "fun"
  | "serious"
  | "model"
  | "system"
  | "summarise"
  | "translate"
  | "live"
  | "tree"
  | "map"
  | "split"
  | "split-below"
  | "split-new"
  | "split-tab"
  | "close"
  | "next-pane"
  | "previous-pane"
  | "pane"
  | "move"
  | "move-left"
  | "move-right"
  | "move-above"
  | "move-below"
  | "move-behind"
  | "all"
  | "scroll"
  | "new"
  | "clear"
  | "search"
  | "rename"
  | "archive"
  | "export"
  | "import"
  | "commands"
  | "theme"
  | "language"
  | "suggestions"
  | "settings"
  | "models"
  | "sidebar"
  | "help";

/** Why a command has nothing to do. */
export type Lack =
  | "conversation"
  | "question"
  | "reply"
  | "ended"
  | "editing"
  | "running"
  | "unbroken"
  | "versions"
  | "code"
  | "reasoning"
  | "pane"
  | "fun"
  | "serious"
  | "model"
  | "argument";

/** What is said once a command has done something that cannot be seen. */
export type Said = "cleared" | "linked" | "unlinked" | "suggestions-on" | "suggestions-off";

export interface CommandText {
  readonly title: string;
  readonly hint: string;
  /** The title while what it switches is on. */
  readonly whenOn?: string;
  /** What may follow its name, in a word. */
  readonly argument?: string;
}

export interface CommandsWords {
  readonly texts: Readonly<Record<CommandId, CommandText>>;
  readonly lacks: Readonly<Record<Lack, string>>;
  readonly said: Readonly<Record<Said, string>>;
  readonly groups: { readonly here: string; readonly conversations: string; readonly everywhere: string };
  readonly branches: (count: number) => string;
  readonly themes: { readonly light: string; readonly dark: string; readonly system: string };
  readonly places: Readonly<Record<"right" | "below" | "tab" | "new", string>>;
  readonly moves: Readonly<Record<"left" | "right" | "above" | "below" | "behind", string>>;
  /** What is asked in the user's name. */
  readonly asks: {
    readonly translate: (language: string) => string;
    readonly otherLanguage: string;
    readonly summarise: string;
    readonly summariseOf: (branch: string) => string;
  };
  readonly slash: {
    readonly label: string;
    readonly count: (count: number) => string;
    readonly comma: string;
    readonly choose: string;
    readonly take: string;
    readonly leave: string;
    readonly forCommands: string;
    readonly unknown: (name: string) => string;
    readonly later: (name: string) => string;
    readonly close: string;
  };
  readonly palette: {
    readonly label: string;
    readonly field: string;
    readonly models: string;
    readonly choose: string;
    readonly doIt: string;
    readonly fun: string;
    readonly none: (query: string) => string;
    readonly results: (count: number) => string;
    readonly searching: string;
    readonly own: string;
    readonly hit: (excerpt: string) => string;
  };
  readonly help: {
    readonly title: string;
    readonly close: string;
    readonly field: string;
    readonly print: string;
    readonly intro: string;
    readonly also: string;
    readonly otherKeys: string;
    readonly keys: readonly (readonly [keys: readonly string[], what: string])[];
    readonly yours: string;
    readonly none: (query: string) => string;
  };
  readonly instructions: {
    readonly title: string;
    readonly field: string;
    readonly hint: string;
    readonly save: string;
    readonly cancel: string;
    readonly set: string;
    readonly change: string;
    readonly remove: string;
    readonly removed: string;
    readonly tooLong: (bytes: string, limit: string) => string;
  };
  readonly line: {
    readonly rename: string;
    readonly renameField: string;
    readonly name: string;
    readonly nameField: string;
    readonly nameHint: string;
    readonly keep: string;
    readonly cancel: string;
  };
  readonly prompt: {
    readonly fields: Readonly<Record<"text" | "selection" | "reply", string>>;
    readonly ask: string;
    readonly cancel: string;
  };
  readonly own: {
    readonly intro: string;
    readonly words: readonly (readonly [word: string, what: string])[];
    readonly other: string;
    readonly empty: string;
    readonly add: string;
    readonly edit: string;
    readonly remove: string;
    readonly editOf: (name: string) => string;
    readonly removeOf: (name: string) => string;
    readonly name: string;
    readonly nameHint: string;
    readonly description: string;
    readonly descriptionHint: string;
    readonly text: string;
    readonly save: string;
    readonly cancel: string;
    readonly badName: string;
    readonly builtIn: (name: string) => string;
    readonly taken: (name: string) => string;
    readonly noText: string;
    readonly removed: (name: string) => string;
    readonly unread: string;
    readonly again: string;
    readonly notSaved: string;
  };
}
