// The editor knows one kind of line break; a reply may hold three, mixed. Here the breaks are kept beside the lines:
// one letter for each, in order, so that a text put together again has every byte that nobody touched. No other
// character is a line break to the editor; form feeds and U+2028 stay what they are, in the middle of a line.

/** One letter a line break, in order: "n" is LF, "r" a lone CR, "b" both. */
export type LineBreaks = string;

const breaks = /\r\n|\r|\n/g;

const letterOf: Readonly<Record<string, string>> = { "\n": "n", "\r": "r", "\r\n": "b" };
const breakOf: Readonly<Record<string, string>> = { n: "\n", r: "\r", b: "\r\n" };

export function breaksOf(text: string): LineBreaks {
  return Array.from(text.matchAll(breaks), ([found]) => letterOf[found]).join("");
}

/** The text with every line break as the editor knows it. */
export function withPlainBreaks(text: string): string {
  return text.includes("\r") ? text.replace(breaks, "\n") : text;
}

/** `lines` with their own breaks between them again; `kept` holds one for each but the last. */
export function joinLines(lines: Iterable<string>, kept: LineBreaks): string {
  const pieces: string[] = [];
  let at = 0;
  for (const line of lines) {
    if (at > 0) pieces.push(breakOf[kept[at - 1] ?? "n"] ?? "\n");
    pieces.push(line);
    at++;
  }
  return pieces.join("");
}

/** One place where lines were changed, counted in line breaks of the text before. */
export interface BreaksChange {
  /** How many breaks stand before the place. */
  readonly at: number;
  readonly removed: number;
  readonly added: number;
}

/**
 * The breaks after `changes`, which stand in order and apart. New lines take the breaks of those that they replace,
 * and beyond these end as the line ends into which they are put.
 */
export function changeBreaks(kept: LineBreaks, changes: readonly BreaksChange[]): LineBreaks {
  if (changes.every(({ removed, added }) => removed === 0 && added === 0)) return kept;
  let result = "";
  let read = 0;
  for (const { at, removed, added } of changes) {
    result += kept.slice(read, at) + newBreaks(kept, at, removed, added);
    read = at + removed;
  }
  return result + kept.slice(read);
}

function newBreaks(kept: LineBreaks, at: number, removed: number, added: number): LineBreaks {
  const gone = kept.slice(at, at + removed);
  const near = kept.slice(Math.max(0, at - 1), at + removed + 1);
  // A lone CR, an empty line and an LF would be read as one break; CR LF stands well beside either.
  if (near.includes("r") && near !== "r".repeat(near.length)) return "b".repeat(added);
  return gone.slice(0, added).padEnd(added, gone.at(-1) ?? kept[at] ?? kept[at - 1] ?? "n");
}

/** The breaks with those at the given places, counted from 0, instead of what stands there: what an undo puts back. */
export function putBreaks(kept: LineBreaks, back: Iterable<readonly [number, LineBreaks]>): LineBreaks {
  const letters = [...kept];
  for (const [at, letter] of back) if (at < letters.length) letters[at] = letter;
  return letters.join("");
}
