import {
  type FeedHealth,
  type FeedId,
  type FeedOptions,
  type FeedSettings,
  type LiveIndex,
  type PostSource,
  PostsError,
} from "@grok/posts";
import type { FeedModule, FeedTools } from "../feed-module.ts";
import { type Pushed, takePosts } from "../push/take-posts.ts";
import { type FeedLog, FeedRun } from "./run-feed.ts";

/** A feed with what only its source may be told. */
export type FeedWithSecrets = FeedSettings & { readonly secrets: FeedOptions };

/** Reads all feeds that are on into one index. */
export interface FeedRunner {
  /**
   * Makes what runs equal to `feeds`: starts, stops, and starts anew what has changed. Feeds that are no longer named
   * are forgotten with their cursors. Comes back at once; what goes wrong shows in `health`.
   */
  apply(feeds: readonly FeedWithSecrets[]): void;
  /** Of every feed that was applied, in its order. */
  health(): FeedHealth[];
  /**
   * Posts from outside for a feed of the kind push that is on; resolves once they can be found.
   * Throws `PostsError`: "not-found" for any other feed, "bad-input" for too many at once, what the index throws.
   */
  push(feedId: FeedId, values: readonly unknown[]): Promise<Pushed>;
  /** Stops all feeds; what they had told is stored by then. The index stays open. */
  close(): Promise<void>;
}

export interface FeedRunnerOptions {
  readonly index: Pick<LiveIndex, "ingest" | "cursor" | "forgetCursor">;
  /** `state` is of all feeds; each gets a part of its own. */
  readonly tools: FeedTools;
  readonly modules: ReadonlyMap<PostSource, FeedModule>;
  /** Called at every change, thousands of times a minute: it has to be quick and must not throw. */
  readonly onHealth?: (health: FeedHealth) => void;
  readonly log?: FeedLog;
}

interface Entry {
  readonly run: FeedRun;
  feed: FeedWithSecrets;
  /** What it runs with; "" while it is off. */
  running: string;
}

export function createFeedRunner(options: FeedRunnerOptions): FeedRunner {
  const { index, tools, modules, onHealth, log = () => {} } = options;
  const entries = new Map<FeedId, Entry>();
  /** Cursors being forgotten: a feed that takes the name again must not find one. */
  const forgetting = new Map<FeedId, Promise<void>>();
  let closed = false;

  const connect = (feed: FeedWithSecrets) => () => {
    const module = modules.get(feed.source);
    if (module === undefined)
      throw new PostsError("bad-input", `There is no feed of the kind ${feed.source}.`);
    return module.create({ ...feed.options, ...feed.secrets }, toolsOf(feed.id, tools));
  };
  const enter = (feed: FeedWithSecrets): Entry => {
    const waitingIndex = {
      ingest: index.ingest.bind(index),
      cursor: async (id: FeedId) => {
        await forgetting.get(id);
        return index.cursor(id);
      },
    };
    const run = new FeedRun({ id: feed.id, index: waitingIndex, tools, onHealth, log });
    return { run, feed, running: "" };
  };
  const leave = (id: FeedId, { run }: Entry) => {
    entries.delete(id);
    const forgotten = run
      .stop()
      .then(() => index.forgetCursor(id))
      .catch((error) =>
        log("warn", "the cursor of a removed feed could not be forgotten", { feed: id, error }),
      )
      .finally(() => {
        if (forgetting.get(id) === forgotten) forgetting.delete(id);
      });
    forgetting.set(id, forgotten);
  };

  return {
    apply(feeds) {
      if (closed)
        throw new PostsError("closed", "The feeds are closed; nothing can be switched on any more.");
      const named = new Map(feeds.map((feed) => [feed.id, feed]));
      for (const [id, entry] of entries) if (named.get(id)?.source !== entry.feed.source) leave(id, entry);
      const before = new Map(entries);
      entries.clear();
      for (const [id, feed] of named) {
        const entry = before.get(id) ?? enter(feed);
        entries.set(id, entry);
        entry.feed = feed;
        const wanted = feed.on ? JSON.stringify([sorted(feed.options), sorted(feed.secrets)]) : "";
        if (wanted === entry.running) continue;
        entry.running = wanted;
        if (feed.on) entry.run.start(connect(feed));
        else void entry.run.stop();
      }
    },
    health: () => [...entries.values()].map(({ run }) => run.health),
    async push(feedId, values) {
      const entry = entries.get(feedId);
      if (closed || entry === undefined || entry.feed.source !== "push" || !entry.feed.on)
        throw new PostsError(
          "not-found",
          `No feed "${feedId.slice(0, 40)}" takes posts from outside. Set up a feed of the kind push and switch it on.`,
        );
      return takePosts({
        feedId,
        values,
        index,
        now: tools.now,
        happen: (news) => entry.run.happen(news),
      });
    },
    async close() {
      closed = true;
      await Promise.all([...[...entries.values()].map(({ run }) => run.stop()), ...forgetting.values()]);
    },
  };
}

/** A feed that was removed and set up again finds its state: what was spent this month stays spent. */
function toolsOf(id: FeedId, tools: FeedTools): FeedTools {
  const { now, random, fetch, openSocket, sleep, sampleSeed } = tools;
  return {
    ...{ now, random, fetch, openSocket, sleep },
    ...(sampleSeed === undefined ? {} : { sampleSeed }),
    state: {
      get: (key) => tools.state.get(`${id}/${key}`),
      set: (key, value) => tools.state.set(`${id}/${key}`, value),
    },
  };
}

function sorted(options: FeedOptions): [string, string][] {
  return Object.entries(options).sort(([a], [b]) => (a < b ? -1 : 1));
}
