// A process of its own that plays Jetstream: posts at a steady rate over a loopback WebSocket. Prints its address, then
// begins as soon as somebody listens; ends with its parent.

import { createLoadPosts } from "@grok/posts/load-posts";
import { type MiniEvent, startMiniJetstream } from "../../packages/feeds/test/mini-jetstream.ts";

const perSecond = Number(process.argv[2]);
const seconds = Number(process.argv[3]);
const tickMs = 20;

const server = await startMiniJetstream({ wires: ["v1"], historyMax: 200_000 });
const posts = createLoadPosts({ seed: 7, perSecond, startMs: Date.now() });
process.stdout.write(`${server.url}\n`);
process.on("disconnect", () => process.exit(0));

while (server.subscribers === 0) await new Promise((resolve) => setTimeout(resolve, 10));
const startedAtMs = Date.now();
let sent = 0;
const timer = setInterval(() => {
  const due = Math.min(perSecond * seconds, Math.floor(((Date.now() - startedAtMs) * perSecond) / 1000));
  const events: MiniEvent[] = [];
  for (; sent < due; sent++) events.push(eventOf(sent));
  if (events.length > 0) server.push(events);
  if (sent >= perSecond * seconds) clearInterval(timer);
}, tickMs);

function eventOf(number: number): MiniEvent {
  const post = posts.next();
  // Every fiftieth can be asked for by a word of its own.
  const text = number % 50 === 0 ? `${post.text} probe${number}x` : post.text;
  return {
    did: `did:plc:${post.author.id
      .replace(/[^a-z0-9]/g, "")
      .padEnd(24, "a")
      .slice(0, 24)}`,
    kind: "commit",
    operation: "create",
    collection: "app.bsky.feed.post",
    rkey: `r${number}`,
    record: {
      $type: "app.bsky.feed.post",
      text: text.slice(0, 2_000),
      // When it was due: what it has waited since is what a reader waits.
      createdAt: new Date(startedAtMs + (number * 1000) / perSecond).toISOString(),
      langs: [post.language],
    },
  };
}
