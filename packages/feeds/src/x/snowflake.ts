/** 2010-11-04T01:42:54.657Z: where the ids of X begin to count milliseconds, above 22 bits of something else. */
const epochMs = 1_288_834_974_657n;

/** When a post with this id was written. */
export function timeOfId(id: string): number {
  return Number((BigInt(id) >> 22n) + epochMs);
}

/** The smallest id that a post of this moment can have. */
export function idAt(ms: number): string {
  const since = BigInt(Math.floor(ms)) - epochMs;
  return String(since <= 0n ? 0n : since << 22n);
}

/** Ids are numbers too large for `number`. */
export function newerId(a: string, b: string): string {
  return BigInt(a) >= BigInt(b) ? a : b;
}
