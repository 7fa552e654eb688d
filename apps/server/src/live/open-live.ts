import { existsSync } from "node:fs";
import { join } from "node:path";
import { checkFeedOptions, createFeedRunner, type FeedRunner, feedModules } from "@grok/feeds";
import type { FeedHealth, LiveIndex, PostQuery, Retention, SearchAnswer } from "@grok/posts";
import type { OpenIndex } from "../adapters.ts";
import type { Log } from "../log/log.ts";
import { ServerError } from "../server-error.ts";
import { openFeedFile } from "./feed-file.ts";
import { openFeedTools } from "./feed-tools.ts";
import { createFeeds, type FeedModules, type Feeds } from "./feeds.ts";

/** How long it is remembered whether there are posts at all. */
const knownForMs = 5_000;

/** A month of a quiet feed, and no more than a disk hardly notices. */
const keptAtFirst: Retention = { ageMs: 30 * 24 * 3_600_000, bytes: 10 * 2 ** 30 };

/** Everything about posts, wired together. The index is opened when it is first needed: most homes have no posts. */
export interface Live {
  readonly feeds: Feeds;
  readonly engine: "sqlite" | "opensearch";
  index(): Promise<LiveIndex>;
  /** Whether an answer could come from posts: some feed is on, or posts are there. Cheap. */
  available(): Promise<boolean>;
  search(query: PostQuery, signal: AbortSignal): Promise<SearchAnswer>;
  /** Posts from outside, for the push feed that is on. Throws `ServerError` "not-found" where none is. */
  push(feedId: string, values: readonly unknown[]): ReturnType<FeedRunner["push"]>;
  /** Of feeds that are on; nothing is opened for it. */
  healths(): readonly FeedHealth[];
  close(): Promise<void>;
}

/** Starts feeds that are on; nothing else asks for anything. */
export async function openLive(options: {
  readonly home: string;
  readonly openIndex: OpenIndex;
  readonly engine: Live["engine"];
  /** Whether feeds that are on are listened to; without it they are only set up. */
  readonly listen: boolean;
  readonly log: Log;
  readonly now: () => number;
  /** Default: every kind that there is. */
  readonly modules?: FeedModules;
}): Promise<Live> {
  const { home, log, now, engine } = options;
  const modules = options.modules ?? feedModules;
  const folder = join(home, "live");
  const file = openFeedFile(home);
  let opening: Promise<LiveIndex> | null = null;
  let runner: FeedRunner | null = null;
  let closed = false;
  let known: { readonly any: boolean; readonly atMs: number } | null = null;

  const index = () => {
    if (closed)
      throw new ServerError("not-found", "The server is going down; posts cannot be asked for any more.");
    opening ??= options.openIndex(folder, keptAtFirst, log).catch((error) => {
      // The next one who needs it tries again.
      opening = null;
      throw error;
    });
    return opening;
  };
  const mayHoldPosts = () => opening !== null || engine !== "sqlite" || existsSync(folder);
  const openRunner = async () => {
    const opened = await index();
    runner ??= createFeedRunner({ index: opened, tools: openFeedTools(home, now, log), modules, log });
    return runner;
  };
  const feeds = createFeeds({
    file,
    modules,
    listen: options.listen,
    runner: openRunner,
    running: () => runner,
    // Where nothing was ever kept, nothing is to be forgotten.
    forgetCursor: async (id) => {
      if (mayHoldPosts()) await (await index()).forgetCursor(id);
    },
    log,
    check: checkFeedOptions,
    now,
  });
  const anyOn = () => options.listen && file.records.some(({ on }) => on);
  const start = async () => {
    await feeds.forgetGone();
    if (anyOn()) (await openRunner()).apply(feeds.list().map((record) => ({ ...record })));
  };
  // Feeds that cannot start must not keep the rest of the server from starting.
  const started = start().catch((error) =>
    log("error", "the feeds did not start", { error: String(error).split(":", 1)[0] }),
  );

  return {
    feeds,
    engine,
    index,
    async available() {
      if (file.records.some(({ on }) => on)) return true;
      if (known !== null && now() - known.atMs < knownForMs) return known.any;
      const any = mayHoldPosts() && (await (await index()).stats()).posts > 0;
      known = { any, atMs: now() };
      return any;
    },
    search: async (query, signal) => (await index()).search(query, signal),
    async push(feedId, values) {
      const record = file.records.find(
        ({ id, source, on }) => source === "push" && on && (feedId === "" || id === feedId),
      );
      if (record === undefined)
        throw new ServerError(
          "not-found",
          "No feed takes posts from outside. Set up a feed of the kind push and switch it on first.",
        );
      return (await openRunner()).push(record.id, values);
    },
    healths: () => file.records.filter(({ on }) => on).map(({ id }) => feeds.health(id)),
    async close() {
      closed = true;
      await started;
      await runner?.close();
      await (await opening)?.close();
    },
  };
}
