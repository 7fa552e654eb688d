import type { CatalogueEntry } from "../catalogue/catalogue.ts";
import { activeBytes } from "../catalogue/model-facts.ts";
import { tokensPerSecondMin } from "./choose-model.ts";

export interface StepDown {
  entry: CatalogueEntry;
  /** From what the two models read for a token; an estimate, not a measurement. */
  tokensPerSecondExpected: number;
  /** For people, one sentence. */
  reason: string;
}

/**
 * The best lesser model that should reach 5 tokens a second, when `currentId` was measured below that; where none
 * should, the quickest. Undefined when the current one is quick enough, unknown, or already the quickest.
 */
export function stepDown(
  catalogue: readonly CatalogueEntry[],
  currentId: string,
  tokensPerSecond: number,
): StepDown | undefined {
  const current = catalogue.find((entry) => entry.id === currentId);
  if (current === undefined || tokensPerSecond >= tokensPerSecondMin) return undefined;
  const expected = (entry: CatalogueEntry) => (tokensPerSecond * activeBytes(current)) / activeBytes(entry);
  const lesser = catalogue
    .filter(
      (entry) =>
        entry.id !== currentId &&
        entry.kind === undefined &&
        !entry.licence.mustAccept &&
        activeBytes(entry) < activeBytes(current),
    )
    .toSorted((a, b) => b.quality - a.quality);
  const entry =
    lesser.find(
      (candidate) => expected(candidate) >= tokensPerSecondMin && candidate.bytes < current.bytes,
    ) ?? lesser.toSorted((a, b) => activeBytes(a) - activeBytes(b))[0];
  if (entry === undefined) return undefined;
  return {
    entry,
    tokensPerSecondExpected: expected(entry),
    reason:
      `${current.title} writes ${tokensPerSecond.toFixed(1)} tokens a second here, and ${tokensPerSecondMin} are the least ` +
      `that reads well; ${entry.title} should write about ${Math.round(expected(entry))}.`,
  };
}
