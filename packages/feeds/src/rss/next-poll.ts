/** What is known of when to ask an address again. */
export interface PollPlan {
  /** As often as it changes, so far as was seen. */
  readonly everyMs: number;
  /** The least that the publisher asked for, now; 0 where nothing. */
  readonly atLeastMs: number;
  readonly skipHours: readonly number[];
}

const minuteMs = 60_000;
const hourMs = 3_600_000;
const leastMs = minuteMs;
const mostMs = hourMs;
/** A publisher that asks for more than a day is taken at a day. */
const demandMaxMs = 24 * hourMs;

export const firstEveryMs = 5 * minuteMs;

/** Twice as often after news, half again as rarely without; from a minute to an hour. */
export function adaptEvery(everyMs: number, hadNews: boolean): number {
  return Math.round(Math.min(mostMs, Math.max(leastMs, hadNews ? everyMs / 2 : everyMs * 1.5)));
}

/** `random` from 0 to 1 spreads addresses over a tenth of the wait, so that they are not asked all at once. */
export function nextPollAtMs(
  { everyMs, atLeastMs, skipHours }: PollPlan,
  nowMs: number,
  random: number,
): number {
  const waitMs = Math.max(everyMs, Math.min(atLeastMs, demandMaxMs));
  let atMs = nowMs + Math.round(waitMs * (1 + 0.1 * random));
  // Twenty-four hours to be skipped are none: nobody could ever ask.
  for (let hours = 0; hours < 24 && skipHours.includes(new Date(atMs).getUTCHours()); hours++)
    atMs = (Math.floor(atMs / hourMs) + 1) * hourMs + Math.round(minuteMs * random);
  return atMs;
}

/** "max-age=600" and the like, in ms; 0 where nothing is said, or that it must not be kept. */
export function maxAgeMsOf(cacheControl: string | null): number {
  const seconds = /(?:^|[\s,])max-age\s*=\s*"?(\d{1,9})/i.exec(cacheControl ?? "")?.[1];
  return seconds === undefined || /\bno-(?:cache|store)\b/i.test(cacheControl ?? "")
    ? 0
    : Number(seconds) * 1_000;
}
