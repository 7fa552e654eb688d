/**
 * Colours for code: asked for once a block is closed, given line by line, kept for the next time the
 * same block is drawn.
 *
 * The tokeniser is loaded when the first block needs it and works in slices, so that a long block does
 * not hold up typing. Five kinds are told apart, as many as the page has colours for.
 */

import { type GrammarName, grammarFor } from "./code-grammars.ts";

export type TokenKind = "key" | "str" | "num" | "com" | "fn";

/** A run of code in one colour; `kind` is absent for what is neither word nor value. */
export interface CodeToken {
  readonly text: string;
  readonly kind?: TokenKind;
}

export type CodeLine = readonly CodeToken[];

/** Longer code stays plain: it is data more often than code, and its colours would cost seconds. */
const sourceCharsMax = 200_000;
/** What is kept of coloured code, counted in characters of source. */
const keptCharsMax = 1_000_000;

const kept = new Map<string, readonly CodeLine[]>();
let keptChars = 0;

/** Whether `colourCode` would do anything. */
export function hasColours(source: string, language: string): boolean {
  return source.length <= sourceCharsMax && grammarFor(language) !== undefined;
}

/** The colours of a block that was coloured before. */
export function knownColours(source: string, language: string): readonly CodeLine[] | undefined {
  return kept.get(keyOf(source, grammarFor(language)));
}

/**
 * The lines of `source` in colour, or `undefined` when the language is unknown, the code too long, the
 * grammar could not be loaded, or `signal` was aborted. Never rejects: code is readable without colours.
 */
export async function colourCode(
  source: string,
  language: string,
  signal: AbortSignal,
): Promise<readonly CodeLine[] | undefined> {
  const grammar = grammarFor(language);
  if (grammar === undefined || source.length > sourceCharsMax) return undefined;
  const key = keyOf(source, grammar);
  const known = kept.get(key);
  if (known !== undefined) return known;
  try {
    const { tokenise } = await import("./code-tokeniser.ts");
    const lines = await tokenise(source, grammar, signal);
    if (lines !== undefined) keep(key, lines, source.length);
    return lines;
  } catch {
    return undefined;
  }
}

function keyOf(source: string, grammar: GrammarName | undefined): string {
  return `${grammar ?? ""}\n${source}`;
}

function keep(key: string, lines: readonly CodeLine[], chars: number): void {
  kept.set(key, lines);
  keptChars += chars;
  for (const [oldest] of kept) {
    if (keptChars <= keptCharsMax) break;
    kept.delete(oldest);
    keptChars -= oldest.length - oldest.indexOf("\n") - 1;
  }
}
