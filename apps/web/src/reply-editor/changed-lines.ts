import { Chunk } from "@codemirror/merge";
import type { Text } from "@codemirror/state";

/** Enough for an edit to be found precisely, and an end to the search where everything is different. */
export const diffLimits = { scanLimit: 1_000, timeout: 60 };

/** How many lines of `before` are gone, and how many of `after` are new. */
export interface ChangedLines {
  readonly added: number;
  readonly removed: number;
}

export function changedLines(before: Text, after: Text): ChangedLines {
  let added = 0;
  let removed = 0;
  if (before.eq(after)) return { added, removed };
  for (const { fromA, toA, endA, fromB, toB, endB } of Chunk.build(before, after, diffLimits)) {
    if (fromA < toA) removed += linesIn(before, fromA, endA);
    if (fromB < toB) added += linesIn(after, fromB, endB);
  }
  return { added, removed };
}

function linesIn(text: Text, from: number, to: number): number {
  return text.lineAt(to).number - text.lineAt(from).number + 1;
}
