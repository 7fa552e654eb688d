import type { FeedAsk, FeedBatch, FeedEvent, PostsError } from "@grok/posts";
import { z } from "zod";
import type { FeedTools } from "../feed-module.ts";
import { LineSplitter } from "../lines/split-lines.ts";
import { askX, problemOf, saidBy, type XApi } from "./ask-x.ts";
import { fillGap, tellUnreadable } from "./fill-gap.ts";
import { readChunks } from "./read-chunks.ts";
import { delivered, postQuery, readPage } from "./recent-search.ts";
import { newerId } from "./snowflake.ts";
import { mills, type SpendingMeter } from "./spending-meter.ts";
import { syncRules } from "./stream-rules.ts";
import { XError } from "./x-error.ts";
import { untrustedIncludes } from "./x-post.ts";

export interface XOptions {
  readonly base: string;
  readonly token: string;
  /** Rules of the stream, or queries of the search. */
  readonly queries: readonly string[];
  readonly names: boolean;
  readonly fillsGaps: boolean;
  readonly budgetUsd: number;
}

const lineBytesMax = 1024 * 1024;
/** The most that X sends by a filtered stream in a second. */
const postsPerSecondMax = 250;

const message = z.object({
  data: z.unknown().optional(),
  includes: untrustedIncludes,
  matching_rules: z.array(z.object({ id: z.string() })).optional(),
});

/**
 * The filtered stream: sets the rules, connects, gets by search what was said while nobody listened, then listens.
 * It connects first, so that nothing falls between; what comes meanwhile waits on the way.
 */
export async function* readStream(
  options: XOptions,
  tools: FeedTools,
  meter: SpendingMeter,
  ask: FeedAsk,
): AsyncGenerator<FeedBatch, void> {
  const { names, queries } = options;
  const api = askX(options, tools, ask.signal);
  const margin = streamMargin(options);
  await meter.reserve(margin);
  const ours = await syncRules(api, queries);
  const stream = await api.openStream("/2/tweets/search/stream", postQuery(names));
  try {
    ask.tell({ type: "live" });
    let cursor = ask.cursor;
    if (cursor !== null && options.fillsGaps)
      for await (const batch of fillGap(cursor, { queries, names, api, meter, now: tools.now, ask })) {
        cursor = batch.cursor ?? cursor;
        yield batch;
      }
    const splitter = new LineSplitter(lineBytesMax);
    for await (const chunk of readChunks(stream.body, api.host)) {
      const { events, newestId } = await readLines(splitter.push(chunk), {
        api,
        meter,
        ours,
        ask,
        now: tools.now,
      });
      if (newestId !== "0") cursor = newerId(cursor ?? "0", newestId);
      if (events.length > 0) yield { events, cursor };
      await meter.reserve(margin);
    }
  } finally {
    stream.end();
  }
  throw new XError("network", "unreachable", `${api.host} ended the stream.`);
}

/**
 * What may be under way to us when we leave, and is charged all the same: a second at the highest rate, but no more
 * than a twentieth of a budget that is small.
 */
function streamMargin({ names, budgetUsd }: XOptions): number {
  const price = mills.post + (names ? mills.user : 0);
  return Math.max(price, Math.min(postsPerSecondMax * price, Math.floor(budgetUsd * 50)));
}

interface LineParts {
  readonly api: XApi;
  readonly meter: SpendingMeter;
  /** Ids of rules whose posts are wanted. */
  readonly ours: ReadonlySet<string>;
  readonly ask: FeedAsk;
  readonly now: () => number;
}

/** What some lines tell. Everything in them is charged before anything else is done. */
async function readLines(
  lines: ReturnType<LineSplitter["push"]>,
  { api, meter, ours, ask, now }: LineParts,
): Promise<{ events: FeedEvent[]; newestId: string }> {
  const posts: unknown[] = [];
  const users: unknown[] = [];
  const wanted: unknown[] = [];
  let unreadable = 0;
  let failure: PostsError | null = null;
  for (const { text } of lines) {
    // An empty line says that the connection stands.
    if (text !== null && text.trim() === "") continue;
    const told = text === null ? undefined : parse(text);
    const read = message.safeParse(told).data;
    if (read?.data === undefined) {
      failure ??= endOf(told, api.host);
      if (failure === null) unreadable++;
      continue;
    }
    posts.push(read.data);
    users.push(...(read.includes?.users ?? []));
    // The stream is that of the app: rules of others bring posts along that nobody here asked for.
    if (read.matching_rules?.some(({ id }) => ours.has(id)) ?? true) wanted.push(read.data);
  }
  await meter.charge(delivered(posts, users));
  const page = readPage(wanted.toReversed(), users, now());
  tellUnreadable(ask, api.host, unreadable + page.unreadable);
  // What came before the end is not lost: it is asked for again from the cursor, for nothing.
  if (failure !== null) throw failure;
  return page;
}

const withErrors = z.object({ errors: z.array(z.unknown()).min(1) });

/** A line that ends the stream as an error; null for one that does not. */
function endOf(told: unknown, host: string): PostsError | null {
  const problem = problemOf(withErrors.safeParse(told).data?.errors[0] ?? told);
  const said = `${host} ended the stream: ${saidBy(problem)}`;
  if (problem.connection_issue !== undefined) return new XError("rate", "too-many", said);
  if (problem.type === undefined && problem.title === undefined) return null;
  return new XError("network", "unreachable", said);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
