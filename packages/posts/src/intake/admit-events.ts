import { cleanPost } from "../clean-post.ts";
import type { FeedEvent } from "../feed-event.ts";
import { priorityOf } from "./post-intake.ts";

/** How full the queue may be for posts of each priority, 0 to 3: what matters least goes first. */
const fillMax = [0.9, 0.94, 0.97, 1] as const;

export interface AdmittedEvents {
  readonly events: readonly FeedEvent[];
  readonly dropped: number;
}

/**
 * What of `events` gets into a queue that holds `queued` of `queueMax`: posts cleaned, and the important ones alone once
 * it is nearly full. Everything but posts gets in, for a deletion that is lost would be a promise that is broken.
 */
export function admitEvents(events: readonly FeedEvent[], queued: number, queueMax: number): AdmittedEvents {
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
