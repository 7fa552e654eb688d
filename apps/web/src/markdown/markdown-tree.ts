/**
 * What a message looks like once read: a small tree that knows nothing of mdast, React or the DOM.
 *
 * The reader (`read-blocks.ts`) makes it, the components draw it, the tests compare it.
 * Nothing in it is HTML; every string is text to be shown as it stands.
 */

export type Inline =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "strong" | "emphasis" | "deleted"; readonly children: readonly Inline[] }
  | { readonly kind: "code"; readonly text: string }
  | { readonly kind: "break" }
  /** `href` is http, https or mailto and nothing else; other targets become plain text. */
  | {
      readonly kind: "link";
      readonly href: string;
      readonly title?: string;
      readonly children: readonly Inline[];
    }
  /** Never fetched unasked. `src` is http or https. */
  | { readonly kind: "image"; readonly src: string; readonly alt: string; readonly title?: string }
  | { readonly kind: "maths"; readonly source: string; readonly display: boolean }
  /** `label` is the normalised label of a footnote, which may be defined later or never. */
  | { readonly kind: "footnote"; readonly label: string; readonly written: string }
  /** Where the live text ends. At most one in a message. */
  | { readonly kind: "caret" };

export type TextDirection = "ltr" | "rtl";

export interface ListItem {
  /** `true` or `false` for a task, absent for an ordinary item. */
  readonly done?: boolean;
  readonly lang?: string;
  readonly blocks: readonly Block[];
}

export type TableRow = readonly (readonly Inline[])[];

/** What the dashes under the head say. */
export type TableAlign = "left" | "center" | "right" | null;

export type CellFacts = "nothing" | "figure" | "words" | "sentence";

/** How one column of a table is set. */
export interface TableColumn {
  /** Nothing but figures: set in mono. */
  readonly numeric: boolean;
  /** Holds sentences: not squeezed when the table is wider than the pane. */
  readonly wide: boolean;
  readonly align: "start" | "center" | "end";
}

export type Block =
  | { readonly kind: "paragraph"; readonly lang?: string; readonly children: readonly Inline[] }
  /** 3 for the three levels that models begin with, 4 for the rest: the page owns 1 and 2, and none may be skipped. */
  | {
      readonly kind: "heading";
      readonly level: 3 | 4;
      readonly lang?: string;
      readonly children: readonly Inline[];
    }
  | CodeBlock
  | { readonly kind: "maths"; readonly source: string; readonly closed: boolean; readonly caret?: boolean }
  | {
      readonly kind: "list";
      /** The first number, or `undefined` for a list with dashes. */
      readonly start?: number;
      /** Whether items stand apart like paragraphs. */
      readonly loose: boolean;
      /** Which side the dashes stand on; single lines may run the other way. */
      readonly direction: TextDirection;
      readonly items: readonly ListItem[];
    }
  | { readonly kind: "quote"; readonly direction: TextDirection; readonly blocks: readonly Block[] }
  | {
      readonly kind: "table";
      readonly columns: readonly TableColumn[];
      readonly head: readonly (readonly Inline[])[];
      readonly rows: readonly TableRow[];
      /** What `columns` was judged by, kept to judge again when rows are added. */
      readonly facts: readonly (readonly CellFacts[])[];
      readonly aligned: readonly TableAlign[];
    }
  | { readonly kind: "rule" }
  /** Text that is shown as it was written, because reading it would cost too much. */
  | { readonly kind: "plain"; readonly text: string; readonly caret?: boolean };

export interface CodeBlock {
  readonly kind: "code";
  /** As written after the fence, lower case, e.g. "py"; empty when nothing was said. */
  readonly language: string;
  readonly fileName?: string;
  readonly source: string;
  /** `false` while the fence is still open in live text. */
  readonly closed: boolean;
  readonly caret?: boolean;
  /** Where the block's Markdown starts, in UTF-16 units from the start of the piece that was read. */
  readonly offset: number;
}

/** What a footnote says. `label` is normalised as Markdown compares labels. */
export interface FootnoteText {
  readonly label: string;
  readonly blocks: readonly Block[];
}
