import type { OpenShard } from "./open-shard.ts";

/** How far a search looked: what every answer tells about itself. */
export class Progress {
  matched = 0;
  matchedIsExact = true;
  complete = true;
  searchedBackToMs: number;
  hasBegun = false;
  #hasGap = false;

  constructor(nowMs: number) {
    this.searchedBackToMs = nowMs;
  }

  count(matched: number, isExact: boolean): void {
    this.matched += matched;
    this.matchedIsExact &&= isExact;
  }

  /** Everything in `shard` above `row` was looked at; where that is not all of it, older shards count for nothing. */
  look(shard: OpenShard, row: number): void {
    this.hasBegun = true;
    if (this.#hasGap) return;
    const sinceMs = shard.arrivedAtMs(row);
    if (sinceMs !== null) this.searchedBackToMs = Math.min(this.searchedBackToMs, sinceMs);
    this.#hasGap = row > 0;
  }

  /** The rest is not looked at: because there is enough, or for want of time. */
  leaveOut(isEnough: boolean): void {
    this.#hasGap = true;
    this.matchedIsExact = false;
    this.complete &&= isEnough;
  }
}
