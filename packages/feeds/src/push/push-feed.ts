import type { FeedAsk, FeedBatch } from "@grok/posts";
import type { FeedModule } from "../feed-module.ts";

/** Posts that other programs send. The runner takes them at its door; reading only tells that the door is open. */
export const pushFeed: FeedModule = {
  kind: {
    source: "push",
    title: "Pushed posts",
    summary:
      "Any program sends posts to this server by HTTP (POST /live/posts). Nothing is asked of the network.",
    keyless: true,
    local: true,
    fields: [],
  },
  create: () => ({ read: waitAtDoor, retryAfterMs: () => 1_000, canWait: true }),
};

async function* waitAtDoor({ signal, tell }: FeedAsk): AsyncGenerator<FeedBatch> {
  if (signal.aborted) return;
  tell({ type: "live" });
  await new Promise((resolve) => signal.addEventListener("abort", resolve, { once: true }));
}
