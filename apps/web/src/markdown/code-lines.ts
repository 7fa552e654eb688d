/** Code in groups of lines, so that a block that grows only changes its last group. */

const groupLines = 40;

export interface CodeLines {
  readonly source: string;
  /** Each ends with its line feed, the last perhaps without. Together they are `source`. */
  readonly groups: readonly string[];
}

export const noLines: CodeLines = { source: "", groups: [] };

/** `before` with what `source` has more than it; starts over when `source` does not begin with `before`. */
export function growLines(before: CodeLines, source: string): CodeLines {
  if (source === before.source) return before;
  const base = source.startsWith(before.source) ? before : noLines;
  const groups = base.groups.slice(0, -1);
  let at = base.source.length - (base.groups.at(-1)?.length ?? 0);
  while (at < source.length) {
    let end = at;
    for (let line = 0; line < groupLines && end < source.length; line++) {
      const feed = source.indexOf("\n", end);
      end = feed < 0 ? source.length : feed + 1;
    }
    groups.push(source.slice(at, end));
    at = end;
  }
  return { source, groups };
}
