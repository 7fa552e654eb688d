import type { UsageEntry } from "../state/keys.ts";

const dayMs = 86_400_000;

/** Tokens of each of the last `days` days of UTC, today last. */
export function tokensByDay(usage: readonly UsageEntry[], nowMs: number, days: number): readonly number[] {
  const byDay = new Map(usage.map(({ day, tokens }) => [day, tokens]));
  return Array.from({ length: days }, (_, at) => byDay.get(dayText(nowMs - (days - 1 - at) * dayMs)) ?? 0);
}

function dayText(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}
