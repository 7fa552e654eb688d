import type { LiveWords } from "./live-words.ts";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** "now", "4 min", "3 h", "2 days". */
export function ago(
  atMs: number,
  nowMs: number,
  words: Pick<LiveWords, "now" | "minutes" | "hours" | "days">,
): string {
  const ms = nowMs - atMs;
  if (ms < minuteMs) return words.now;
  if (ms < hourMs) return words.minutes(Math.floor(ms / minuteMs));
  if (ms < dayMs) return words.hours(Math.floor(ms / hourMs));
  return words.days(Math.floor(ms / dayMs));
}
