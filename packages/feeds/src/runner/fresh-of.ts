import type { FeedEvent } from "@grok/posts";

const minuteMs = 60_000;

/** How many of the posts among `events` arrived within the last minute. */
export function freshOf(events: readonly FeedEvent[], nowMs: number): number {
  return events.filter((event) => event.type === "post" && event.post.arrivedAtMs > nowMs - minuteMs).length;
}
