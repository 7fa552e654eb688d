import { diffArrays } from "diff";

/** Lines from `first` to `last`, from 1. */
export interface LineSpan {
  readonly first: number;
  readonly last: number;
}

export interface ChangedLines {
  /** Lines that are new or different, and the line after each place where some went. */
  readonly spans: readonly LineSpan[];
  /** Where lines became others, the longer side counts. */
  readonly count: number;
}

/** Beyond these the difference is told roughly: everything between the first and the last change. */
const editsMax = 2_000;
const patienceMs = 60;

/** What `after` has otherwise than `before`. Takes a bounded time, whatever the texts. */
export function changedLines(before: string, after: string): ChangedLines {
  if (before === after) return { spans: [], count: 0 };
  const [old, now] = [before.split("\n"), after.split("\n")];
  const shorter = Math.min(old.length, now.length);
  let head = 0;
  while (head < shorter && old[head] === now[head]) head += 1;
  let tail = 0;
  while (tail < shorter - head && old.at(-1 - tail) === now.at(-1 - tail)) tail += 1;
  const [oldMiddle, nowMiddle] = [old, now].map((lines) => lines.slice(head, lines.length - tail));
  const changes = diffArrays(oldMiddle!, nowMiddle!, { maxEditLength: editsMax, timeout: patienceMs });
  if (changes === undefined) return hunk(head + 1, oldMiddle!.length, nowMiddle!.length, now.length);
  const spans: LineSpan[] = [];
  let count = 0;
  let line = head + 1;
  for (let at = 0; at < changes.length; at++) {
    const { value, added, removed } = changes[at]!;
    if (!added && !removed) {
      line += value.length;
      continue;
    }
    const next = changes[at + 1];
    const pair = next !== undefined && (removed ? next.added : next.removed);
    if (pair) at += 1;
    const gone = removed ? value.length : pair ? next.value.length : 0;
    const come = added ? value.length : pair ? next.value.length : 0;
    const found = hunk(line, gone, come, now.length);
    spans.push(...found.spans);
    count += found.count;
    line += come;
  }
  return { spans, count };
}

function hunk(line: number, gone: number, come: number, lines: number): ChangedLines {
  const first = Math.min(line, lines);
  return { spans: [{ first, last: Math.max(first, line + come - 1) }], count: Math.max(gone, come) };
}
