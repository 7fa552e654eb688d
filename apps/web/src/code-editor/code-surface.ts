// What the frame and the two editors (Monaco with a mouse, CodeMirror under a finger) agree on. The frame owns tabs,
// buttons and saving; a surface owns the text while it is being edited, with its undo history.

import type { LineSpan } from "./changed-lines.ts";

/** A tab as a surface sees it. `text`: with line feeds. */
export interface ShownCode {
  readonly id: string;
  readonly fileName: string;
  readonly language: string;
  readonly text: string;
}

export interface Caret {
  /** From 1. */
  readonly line: number;
  readonly column: number;
}

export interface SurfaceListener {
  /** The text of the shown tab has changed; `text()` says to what. */
  readonly edited: () => void;
  readonly moved: (caret: Caret) => void;
  /** Problems in the shown tab; null where nobody checks this language. */
  readonly checked: (problems: number | null) => void;
  readonly saveAsked: () => void;
  readonly askAsked: () => void;
  /** Escape was pressed and nothing in the editor had a use for it. */
  readonly left: () => void;
}

/** Words that appear inside the editor. */
export interface SurfaceWords {
  readonly save: string;
  readonly ask: string;
  /** Names the text that is compared with. */
  readonly before: string;
}

export interface CodeSurface {
  /** Shows a tab. One that was shown before comes back as it was left, whatever `text` says. */
  show(code: ShownCode): void;
  /** The tab is closed: its text and history go. */
  forget(id: string): void;
  /** The text of the shown tab, with line feeds. */
  text(): string;
  /** What is selected, or all of it. */
  selection(): string;
  /** Shows the differences from `before`; null ends that. */
  compare(before: string | null): void;
  /** Marks lines beside their numbers. */
  mark(lines: readonly LineSpan[]): void;
  /** Theme or pen have changed. */
  restyle(): void;
  focus(): void;
  dispose(): void;
}

export interface SurfaceOptions {
  readonly host: HTMLElement;
  readonly listener: SurfaceListener;
  readonly words: SurfaceWords;
}

export type CreateSurface = (options: SurfaceOptions) => CodeSurface;

/** From here on code is neither coloured nor checked: it is data more often than code. */
export const plainFromChars = 300_000;
