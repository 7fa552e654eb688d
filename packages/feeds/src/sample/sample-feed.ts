import { createSamplePosts, type FeedAsk, type FeedBatch, type FeedKind } from "@grok/posts";
import type { FeedModule, FeedTools } from "../feed-module.ts";
import { field } from "../options/fields.ts";
import { readOptions } from "../options/read-options.ts";
import { untilAborted } from "../until-aborted.ts";

/** So much was said before anybody listened, so that there is something to find at once, and something usual for trends. */
const pastMs = 90 * 60_000;
/** A busy world has a shorter past, but never less than this. */
const pastPosts = 12_000;
const pastLeastMs = 10 * 60_000;
const stepMs = 500;

const kind: FeedKind = {
  source: "sample",
  title: "Sample",
  summary:
    "Generated posts of people who do not exist, to try everything without a network. Nothing in it is true.",
  keyless: true,
  local: true,
  fields: [
    field({
      name: "postsPerMinute",
      label: "Posts a minute",
      help: "From 1 to 60000; 120 can be followed by eye.",
      type: "number",
      fallback: "120",
    }),
  ],
};

export const sampleFeed: FeedModule = {
  kind,
  create(given, tools) {
    const perMinute = readOptions(kind, given).number("postsPerMinute", { min: 1, max: 60_000 });
    return {
      read: (ask) => untilAborted(ask.signal, readSample(perMinute, tools, ask)),
      retryAfterMs: () => 1_000,
      canWait: true,
    };
  },
};

/** The cursor is the moment up to which posts were made: after a pause another world goes on from there. */
async function* readSample(
  perMinute: number,
  tools: Pick<FeedTools, "now" | "random" | "sleep" | "sampleSeed">,
  { cursor, signal, tell }: FeedAsk,
): AsyncGenerator<FeedBatch> {
  const startMs = tools.now();
  const known = Math.max(pastLeastMs, Math.min(pastMs, (pastPosts / perMinute) * 60_000));
  const nowMs = Math.min(startMs, Math.max(Number(cursor ?? 0) || 0, startMs - known));
  const seed = tools.sampleSeed ?? Math.floor(tools.random() * 2 ** 31);
  const posts = createSamplePosts({ seed, nowMs, perMinute });
  tell({ type: "live" });
  while (!signal.aborted) {
    const untilMs = tools.now();
    // A busy past comes in several parts; only the empty one says that there are no more.
    for (let events = posts.next(untilMs); events.length > 0; events = posts.next(untilMs))
      yield { events, cursor: null };
    yield { events: [], cursor: String(untilMs) };
    await tools.sleep(stepMs, signal);
  }
}
