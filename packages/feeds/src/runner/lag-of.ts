import type { FeedEvent } from "@grok/posts";

/** From when the newest post was written until now; null where there is none. */
export function lagOf(events: readonly FeedEvent[], nowMs: number): number | null {
  let newestMs: number | null = null;
  for (const event of events)
    if (event.type === "post" && event.post.repostOf === "")
      newestMs = Math.max(newestMs ?? 0, event.post.createdAtMs);
  return newestMs === null ? null : Math.max(0, nowMs - newestMs);
}
