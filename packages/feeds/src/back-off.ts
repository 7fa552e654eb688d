/** `firstMs`, doubled with each further failure in a row, at most `maxMs`; never less than what the source demanded. */
export function backOffMs(
  failures: number,
  { firstMs, maxMs, demandedMs = null }: { firstMs: number; maxMs: number; demandedMs?: number | null },
): number {
  const doubled = Math.min(maxMs, firstMs * 2 ** Math.min(30, Math.max(0, failures - 1)));
  return Math.max(doubled, demandedMs ?? 0);
}
