import type { SearchHit } from "@grok/conversation";

/** A hit and by which way it was found. */
export interface MergedHit extends SearchHit {
  readonly foundBy: "words" | "meaning" | "both";
}

/** Dampens the first places: what both ways find in the middle goes before what one finds first. The usual value. */
const damping = 60;

/**
 * Two lists, each best first, as one of at most `limit` (reciprocal rank fusion). A hit of both keeps the excerpt of the
 * words, which shows where they stand. Of equals the one with the words comes first.
 */
export function mergeHits(
  byWords: readonly SearchHit[],
  byMeaning: readonly SearchHit[],
  limit: number,
): MergedHit[] {
  const merged = new Map<string, { hit: MergedHit; score: number }>();
  for (const [place, hit] of byWords.entries())
    merged.set(keyOf(hit), { hit: { ...hit, foundBy: "words" }, score: 1 / (damping + place) });
  for (const [place, hit] of byMeaning.entries()) {
    const known = merged.get(keyOf(hit));
    const score = 1 / (damping + place);
    if (known === undefined) merged.set(keyOf(hit), { hit: { ...hit, foundBy: "meaning" }, score });
    else merged.set(keyOf(hit), { hit: { ...known.hit, foundBy: "both" }, score: known.score + score });
  }
  return [...merged.values()]
    .sort((a, b) => b.score - a.score)
    .slice(0, limit)
    .map(({ hit }) => hit);
}

function keyOf({ conversationId, nodeId }: SearchHit): string {
  return `${conversationId}/${nodeId ?? ""}`;
}
