import { cleanPost, type FeedEvent, priorityOf } from "@grok/posts";

export interface Admitted {
  readonly events: readonly FeedEvent[];
  readonly dropped: number;
}

/** Clean posts, and only the important ones when the queue is nearly full; everything but posts always gets in. */
export function admitEvents(events: readonly FeedEvent[], queued: number, queueMax: number): Admitted {
  const admitted: FeedEvent[] = [];
  let dropped = 0;
  for (const event of events) {
    if (event.type !== "post") {
      admitted.push(event);
      continue;
    }
    const post = cleanPost(event.post);
    if (post === null) continue;
    if (priorityOf(post) < leastPriority((queued + admitted.length) / queueMax)) dropped++;
    else admitted.push({ type: "post", post });
  }
  return { events: admitted, dropped };
}

/** 4 is more than any post has. */
function leastPriority(fill: number): number {
  if (fill < 0.9) return 0;
  if (fill < 0.94) return 1;
  if (fill < 0.97) return 2;
  return fill < 1 ? 3 : 4;
}
