/** Counts of the last minute in twelve slots of five seconds, so that a standing stays small and can be compared. */
export interface Rate {
  /** Of the newest slot, in units of five seconds since 1970. */
  readonly slot: number;
  /** Newest first. */
  readonly counts: readonly number[];
}

const slotMs = 5_000;
const slots = 12;

export const emptyRate: Rate = { slot: 0, counts: Array.from({ length: slots }, () => 0) };

export function addToRate(rate: Rate, count: number, nowMs: number): Rate {
  const { slot, counts } = moveTo(rate, nowMs);
  return { slot, counts: counts.map((each, at) => (at === 0 ? each + count : each)) };
}

/** Things a minute, over the last 55 to 60 seconds. */
export function rateOf(rate: Rate, nowMs: number): number {
  return moveTo(rate, nowMs).counts.reduce((sum, count) => sum + count, 0);
}

/** A clock that steps back keeps the newest slot. */
function moveTo({ slot, counts }: Rate, nowMs: number): Rate {
  const now = Math.max(slot, Math.floor(nowMs / slotMs));
  const gone = Math.min(slots, now - slot);
  return gone === 0
    ? { slot, counts }
    : { slot: now, counts: [...Array.from({ length: gone }, () => 0), ...counts.slice(0, slots - gone)] };
}
