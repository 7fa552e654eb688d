// What every index refuses in the same words. Queries are checked by `readPostQuery`.

import type { PostBatch, Retention, TrendAsk } from "./live-index.ts";
import type { PostRef } from "./post.ts";
import { PostsError } from "./posts-error.ts";

const cursorLengthMax = 4_096;
const refsMax = 200;
const trendsMax = 50;
const windowsMs: readonly number[] = [60_000, 600_000, 3_600_000, 86_400_000];
const retentionBytesMin = 64 * 1024 * 1024;

/** Throws `PostsError` "bad-input" where the cursor is too long to be kept. */
export function checkBatch({ cursor, feedId }: PostBatch): void {
  if (cursor !== null && cursor.length > cursorLengthMax)
    refuse(`the cursor of "${feedId}" has ${cursor.length} characters; ${cursorLengthMax} can be kept`);
}

/** Throws `PostsError` "bad-input" where more posts are asked for than are told at once. */
export function checkRefs(refs: readonly PostRef[]): void {
  if (refs.length > refsMax) refuse(`${refs.length} posts were asked for; ${refsMax} can be, at once`);
}

/** Throws `PostsError` "bad-input" for a window that is not counted, and for too many or no trends. */
export function checkTrendAsk({ windowMs, limit }: TrendAsk): void {
  if (!Number.isInteger(limit) || limit < 1 || limit > trendsMax)
    refuse(`${limit} trends cannot be asked for; 1 to ${trendsMax} can`);
  if (!windowsMs.includes(windowMs))
    refuse(`trends of ${windowMs} ms are not counted; there are ${windowsMs.join(", ")}`);
}

/** Throws `PostsError` "bad-input" for limits that are none, and for less room than an index needs. */
export function checkRetention({ ageMs, bytes }: Retention): void {
  if (ageMs !== null && !(Number.isFinite(ageMs) && ageMs > 0))
    refuse(`posts cannot be kept for ${ageMs} ms; give a positive number, or none`);
  if (bytes !== null && !(Number.isFinite(bytes) && bytes >= retentionBytesMin))
    refuse(`posts cannot be kept in ${bytes} bytes; give ${retentionBytesMin} or more, or none`);
}

function refuse(message: string): never {
  throw new PostsError("bad-input", message);
}
