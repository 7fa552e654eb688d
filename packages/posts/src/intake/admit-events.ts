import { cleanPost, type FeedEvent, priorityOf } from "@grok/posts";

/** How full the queue may be for posts of each priority, 0 to 3: what matters least goes first. */
const fillMax = [0.9, 0.94, 0.97, 1] as const;

export interface Admitted {
  readonly events: readonly FeedEvent[];
  readonly dropped: number;
}

/**
 * What of `events` gets into a queue that holds `queued` of `queueMax`: posts cleaned, and the important ones alone once
 * it is nearly full. Everything but posts gets in, for a deletion that is lost would be a promise that is broken.
 */
export function admit(events: readonly FeedEvent[], queued: number, queueMax: number): Admitted {
  const admitted: FeedEvent[] = [];
  let dropped = 0;
  for (const event of events) {
    if (event.type !== "post") {
      admitted.push(event);
      continue;
    }
    const post = cleanPost(event.post);
    if (post === null) continue;
    if ((queued + admitted.length) / queueMax >= fillMax[priorityOf(post)]) dropped++;
    else admitted.push({ type: "post", post });
  }
  return { events: admitted, dropped };
}
