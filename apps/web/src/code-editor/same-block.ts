// The same block in another version of a reply. Versions are written anew, so nothing names a block: what it is called,
// how much of it is the same and where it stands have to tell.

import type { PlacedCode } from "./code-blocks.ts";

/** Less in common than this, and not even the same name: two blocks, not one. */
const likenessMin = 0.3;
/** How much of a block is looked at. */
const linesMax = 2_000;

/** The block among `others` that `block`, the one at `index` of `blocks`, has become; undefined where none has. */
export function sameBlock(
  blocks: readonly PlacedCode[],
  index: number,
  others: readonly PlacedCode[],
): PlacedCode | undefined {
  const block = blocks[index];
  if (block === undefined) return undefined;
  const scores = others.map((other, at) => {
    const named = block.fileName !== undefined && other.fileName === block.fileName;
    const likeness = likenessOf(block.source, other.source);
    const placed = blocks.length === others.length && at === index;
    const possible = named || likeness >= likenessMin || (placed && other.language === block.language);
    if (!possible) return 0;
    return (
      likeness +
      (named ? 1 : 0) +
      (other.language === block.language ? 0.25 : 0) +
      (placed ? 0.2 : 0) -
      Math.abs(at - index) * 0.01
    );
  });
  const best = Math.max(0, ...scores);
  return best > 0 ? others[scores.indexOf(best)] : undefined;
}

/** The share of lines that both have, from 0 to 1; how often a line stands there counts, where does not. */
export function likenessOf(a: string, b: string): number {
  if (a === b) return 1;
  const [left, right] = [a, b].map(linesOf) as [readonly string[], readonly string[]];
  if (left.length + right.length === 0) return 0;
  const counts = new Map<string, number>();
  for (const line of left) counts.set(line, (counts.get(line) ?? 0) + 1);
  let both = 0;
  for (const line of right) {
    const count = counts.get(line) ?? 0;
    if (count === 0) continue;
    both += 1;
    counts.set(line, count - 1);
  }
  return (2 * both) / (left.length + right.length);
}

function linesOf(source: string): readonly string[] {
  const lines = source.split("\n", linesMax).map((line) => line.trim());
  return lines.filter((line) => line !== "");
}
