/**
 * Ids of statuses: decimal numbers that grow with time, longer ones being newer; their upper bits are milliseconds
 * since 1970 (Mastodon's `Mastodon::Snowflake`). Other servers of the same API have other ids, of which only the order
 * is used.
 */
export function isNewer(id: string, than: string): boolean {
  return id.length === than.length ? id > than : id.length > than.length;
}

const timeShift = 16n;

/** An id that any status from `ms` before `id` on is newer than; `id` itself where it tells no time. */
export function idBefore(id: string, ms: number): string {
  if (!/^\d{15,20}$/.test(id)) return id;
  const atMs = (BigInt(id) >> timeShift) - BigInt(ms);
  return atMs <= 0n ? id : String(atMs << timeShift);
}
