/** Milliseconds to wait before try number `attempt` (from 0): 0.5 s, doubled each time, at most 15 s, half of it chance. */
export function backOffMs(attempt: number, random: () => number): number {
  const fullMs = Math.min(15_000, 500 * 2 ** Math.min(attempt, 10));
  return Math.round(fullMs / 2 + (random() * fullMs) / 2);
}
