import type { CatalogueEntry } from "../catalogue/catalogue.ts";
import { activeBytes } from "../catalogue/model-facts.ts";

/** Names that stand for whatever this installation has: its best model and its quickest. */
export type ModelAlias = "grok" | "grok-mini";

/** An installed model as far as the choice between several needs it. */
export interface Candidate {
  id: string;
  bytes: number;
  parameters: number;
  activeParameters?: number;
}

/**
 * Which installed model each alias means. A choice stands while its model is installed; otherwise `grok` is the best
 * and `grok-mini` the one that reads the fewest bytes a token. Both are undefined when nothing is installed.
 *
 * Models of the catalogue are ranked by its `quality`; a file of the user's own counts as the best catalogue model
 * that is not larger than it. `fits` keeps models that this machine cannot run out of the unchosen answers, unless
 * that would leave none.
 */
export function resolveAliases(
  installed: readonly Candidate[],
  chosen: Readonly<Partial<Record<ModelAlias, string>>>,
  catalogue: readonly CatalogueEntry[],
  fits: (candidate: Candidate) => boolean = () => true,
): Partial<Record<ModelAlias, string>> {
  const fitting = installed.filter(fits);
  const eligible = fitting.length > 0 ? fitting : installed;
  const by = (score: (candidate: Candidate) => number) =>
    eligible.toSorted((a, b) => score(b) - score(a) || (a.id < b.id ? -1 : 1))[0]?.id;
  const standing = (alias: ModelAlias) => installed.find(({ id }) => id === chosen[alias])?.id;
  const grok = standing("grok") ?? by((candidate) => qualityOf(candidate, catalogue));
  const mini = standing("grok-mini") ?? by((candidate) => -activeBytes(candidate));
  return { ...(grok !== undefined && { grok }), ...(mini !== undefined && { "grok-mini": mini }) };
}

function qualityOf(candidate: Candidate, catalogue: readonly CatalogueEntry[]): number {
  const entry = catalogue.find(({ id }) => id === candidate.id);
  if (entry !== undefined) return entry.quality;
  // Half a step below the model it is compared with: of two equals the known one is preferred.
  const notLarger = catalogue.filter(
    ({ kind, parameters }) => kind === undefined && parameters <= candidate.parameters,
  );
  return Math.max(0, ...notLarger.map(({ quality }) => quality)) - 0.5;
}
