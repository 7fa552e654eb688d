/** Something that takes memory and saves time. */
export interface Evictable {
  /** What is freed, more than 0. */
  readonly bytes: number;
  /** What evaluating again takes if it is missed. */
  readonly missedMs: number;
  /** The `level` of the cache when it was last of use. */
  readonly level: number;
}

/**
 * The order of eviction: time saved for each byte, and what was not used for long grows stale. Staleness is the
 * rising `level` (GreedyDual): everything that is used stands on the level that evictions have reached by then, so
 * that a large saving is worth keeping for long, but not for ever.
 */
export function keepValue({ bytes, missedMs, level }: Evictable): number {
  return level + missedMs / bytes;
}

/** What is to go first; undefined of nothing. */
export function leastWorth<Item extends Evictable>(items: Iterable<Item>): Item | undefined {
  let least: Item | undefined;
  for (const item of items) if (!least || keepValue(item) < keepValue(least)) least = item;
  return least;
}
