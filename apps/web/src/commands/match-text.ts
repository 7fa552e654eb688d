/** How well a text matches a query, and where. */
export interface TextMatch {
  /** 0 is best: the text begins with it; 1: a word does; 2: it stands inside; 3: its letters stand there in order. */
  readonly rank: number;
  /** Start, end, start, end, in UTF-16 units. */
  readonly ranges: readonly number[];
}

/** Where `query` stands in `text`, whatever the case; null where it does not. `loose`: scattered letters will do. */
export function matchText(text: string, query: string, loose = false): TextMatch | null {
  if (query === "") return { rank: 0, ranges: [] };
  const there = folded(text);
  const wanted = folded(query);
  let at = there.indexOf(wanted);
  if (at === 0) return { rank: 0, ranges: [0, wanted.length] };
  for (let next = at; next !== -1; next = there.indexOf(wanted, next + 1))
    if (startsWord(there, next)) return { rank: 1, ranges: [next, next + wanted.length] };
  if (at !== -1) return { rank: 2, ranges: [at, at + wanted.length] };
  if (!loose || wanted.length < 2) return null;
  const ranges: number[] = [];
  at = -1;
  for (const letter of wanted) {
    at = there.indexOf(letter, at + 1);
    if (at === -1 || (ranges.length === 0 && !startsWord(there, at))) return null;
    if (ranges.at(-1) === at) ranges[ranges.length - 1] = at + letter.length;
    else ranges.push(at, at + letter.length);
  }
  return { rank: 3, ranges };
}

/** Lower case where that keeps every letter in its place. */
function folded(text: string): string {
  const lower = text.toLowerCase();
  return lower.length === text.length ? lower : text;
}

function startsWord(text: string, at: number): boolean {
  return at === 0 || /[^\p{L}\p{N}]/u.test(text[at - 1]!);
}

/** A stretch of a text, and whether it matched. Joined, the stretches are the text. */
export interface Stretch {
  readonly text: string;
  readonly hit: boolean;
}

export function stretches(text: string, ranges: readonly number[]): readonly Stretch[] {
  const cut: Stretch[] = [];
  let from = 0;
  for (let pair = 0; pair + 1 < ranges.length; pair += 2) {
    const [start, end] = [ranges[pair]!, ranges[pair + 1]!];
    if (start > from) cut.push({ text: text.slice(from, start), hit: false });
    cut.push({ text: text.slice(start, end), hit: true });
    from = end;
  }
  if (from < text.length) cut.push({ text: text.slice(from), hit: false });
  return cut;
}
