/** What every part of one message shares. Split in two, so that a new note does not redraw code. */

import { createContext, use } from "react";
import { englishMarkdownWords, type MarkdownWords } from "./markdown-words.ts";
import { emptyNotes, type Notes } from "./number-notes.ts";

/** A code block that somebody wants to work on. */
export interface CodeSnippet {
  readonly source: string;
  /** As written after the fence, lower case; empty when nothing was said. */
  readonly language: string;
  readonly fileName?: string;
  /** Where the block's Markdown starts in the text of the message, in UTF-16 units; see `replaceCode`. */
  readonly offset: number;
}

export interface MarkdownShared {
  readonly words: MarkdownWords;
  readonly openInEditor?: (snippet: CodeSnippet) => void;
  /** Prefix of the ids in this message. */
  readonly id: string;
}

export const SharedContext = createContext<MarkdownShared>({ words: englishMarkdownWords, id: "" });
export const NotesContext = createContext<Notes>(emptyNotes);

export function useShared(): MarkdownShared {
  return use(SharedContext);
}

export function useNotes(): Notes {
  return use(NotesContext);
}
