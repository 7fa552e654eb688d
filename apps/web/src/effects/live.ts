import type { Citation } from "@grok/conversation";
import { soon } from "../api/clients.ts";
import {
  feedFromMessage,
  foundFromMessage,
  indexFromMessage,
  kindFromMessage,
  postFromMessage,
  trendFromMessage,
} from "../api/live-from-message.ts";
import { problemOf } from "../api/problem-of.ts";
import type { LiveQuery } from "../state/live.ts";
import { type Fate, type FeedEntry, postKeyOf } from "../state/live-post.ts";
import type { Problem } from "../state/problem.ts";
import { attempt, type EffectContext, notify } from "./context.ts";

const typingPauseMs = 250;
const trendsEveryMs = 10_000;
/** While there are none, the first are waited for. */
const firstTrendsEveryMs = 3_000;
/** A feed that was switched on just now tells its past first. */
const catchUpEveryMs = 1_000;
const catchUpMax = 60;
const justNowMs = 60_000;
const feedsEveryMs = 2_000;
const watchAgainMs = 2_000;
const pageSize = 40;
const trendsShown = 6;
const refsMax = 200;
const noNews = { type: "live-news", posts: [], deleted: [], skipped: 0 } as const;

/** What is typed of a feed; secrets that are left out stay as they are. */
export interface FeedToSave {
  readonly id: string;
  readonly source: string;
  readonly title: string;
  readonly on: boolean;
  readonly options: Readonly<Record<string, string>>;
}

/** Reads posts, trends and feeds while somebody looks at them, and nothing when nobody does. */
export function liveEffects(context: EffectContext) {
  const { store, clients } = context;
  const live = () => store.getState().live;
  let typing: ReturnType<typeof setTimeout> | undefined;
  let watching: AbortController | null = null;
  /** The panel is there. */
  let looking = false;
  let ticking: ReturnType<typeof setTimeout> | undefined;
  /** Panel and settings both look at feeds. */
  let lookers = 0;
  let feedsTimer: ReturnType<typeof setInterval> | undefined;

  async function page(query: LiveQuery, after = "") {
    const { text, language, source } = query;
    const asked = { text, language, source, top: query.order === "top", limit: pageSize, after };
    return foundFromMessage(await clients.live.searchPosts({ query: asked }, soon));
  }

  async function search(query: LiveQuery, after = ""): Promise<void> {
    try {
      const found = await page(query, after);
      store.dispatch({ type: "live-found", query, found, older: after !== "" });
    } catch (error) {
      store.dispatch({ type: "live-failed", query, problem: problemOf(error) });
    }
  }

  /** After a break: what came meanwhile waits with what comes, and what could not be read is read. */
  async function rejoin(query: LiveQuery): Promise<void> {
    if (live().phase !== "found") return search(query);
    if (query.order !== "latest") return;
    const before = live();
    const known = new Set([...before.posts, ...before.newer].map(({ key }) => key));
    try {
      const { posts } = await page(query);
      const fresh = posts.filter(({ key }) => !known.has(key));
      // Nothing that is known among a whole page: more lies between.
      const skipped = fresh.length === pageSize ? 1 : 0;
      store.dispatch({ ...noNews, query, posts: fresh, skipped, perMinute: live().perMinute });
    } catch {
      // The stream will break again, too.
    }
  }

  /** Follows what is looked for until it is another; a stream that breaks is begun again. */
  async function watch(query: LiveQuery): Promise<void> {
    let broken = false;
    watching?.abort();
    const abort = new AbortController();
    watching = abort;
    while (!abort.signal.aborted) {
      try {
        const { text, language, source } = query;
        const watched = { query: { text, language, source } };
        const stream = clients.live.watchPosts(watched, { signal: abort.signal });
        for await (const { hits, deleted, skipped, postsPerMinute } of stream) {
          if (broken) void rejoin(query);
          broken = false;
          store.dispatch({
            type: "live-news",
            query,
            posts: hits.flatMap(postFromMessage).reverse(),
            deleted: deleted.map(({ source, id }) => postKeyOf(source, id)),
            skipped,
            perMinute: postsPerMinute,
          });
        }
      } catch {
        // Looked at again below, unless nobody looks any more.
      }
      broken = true;
      await new Promise((resolve) => setTimeout(resolve, watchAgainMs));
    }
  }

  function ask(query: LiveQuery): void {
    clearTimeout(typing);
    store.dispatch({ type: "live-asked", query });
    void search(query);
    if (!live().paused) void watch(query);
  }

  async function readTrends(): Promise<void> {
    const { windowMs } = live();
    try {
      const { trends } = await clients.live.listTrends(
        { windowMs: BigInt(windowMs), limit: trendsShown },
        soon,
      );
      store.dispatch({ type: "trends-arrived", windowMs, trends: trends.map(trendFromMessage) });
    } catch {
      // They are asked for again in a moment; the ones before stay in sight.
    }
  }

  async function followTrends(): Promise<void> {
    const none = (live().trends ?? []).length === 0;
    ticking = setTimeout(followTrends, none ? firstTrendsEveryMs : trendsEveryMs);
    await readTrends();
  }

  /** What a feed told of the time before it was switched on is no news: the list begins with the newest. */
  async function catchUp(): Promise<void> {
    const sinceMs = Date.now() - justNowMs;
    for (let times = 0; times < catchUpMax; times++) {
      await new Promise((resolve) => setTimeout(resolve, catchUpEveryMs));
      const { paused, query, posts, newer, newerSkipped } = live();
      if (!looking || paused) return;
      if (times === 0 || newer.length + newerSkipped >= pageSize) ask(query);
      else if ((posts[0]?.createdAtMs ?? 0) >= sinceMs) return;
    }
  }

  async function readFeeds(): Promise<void> {
    const told = clients.live.listFeeds({}, soon).then(
      ({ feeds, kinds }) =>
        store.dispatch({
          type: "feeds-arrived",
          feeds: feeds.map(feedFromMessage),
          kinds: kinds.map(kindFromMessage),
        }),
      // The strip over the window says it where the server does not answer at all.
      () => {},
    );
    // Feeds can be looked at and switched off while the index cannot be opened, or is being opened.
    const index = clients.live.getIndex({}, soon).then(
      (answer) => store.dispatch({ type: "index-arrived", index: indexFromMessage(answer) }),
      (error) => store.dispatch({ type: "index-failed", problem: problemOf(error) }),
    );
    await Promise.all([told, index]);
  }

  /** To be called with what it returns when nobody looks any more. */
  function lookAtFeeds(): () => void {
    if (lookers++ === 0) {
      void readFeeds();
      feedsTimer = setInterval(() => void readFeeds(), feedsEveryMs);
    }
    return () => {
      if (--lookers === 0) clearInterval(feedsTimer);
    };
  }

  /** While the panel is there. */
  function lookAtPosts(): () => void {
    const stopFeeds = lookAtFeeds();
    looking = true;
    ask(live().query);
    void followTrends();
    return () => {
      stopFeeds();
      looking = false;
      clearTimeout(ticking);
      clearTimeout(typing);
      watching?.abort();
    };
  }

  async function fromForm(deed: () => Promise<unknown>): Promise<Problem | null> {
    try {
      await deed();
      await readFeeds();
      return null;
    } catch (error) {
      return problemOf(error);
    }
  }

  return {
    lookAtFeeds,
    lookAtPosts,
    ask,
    /** Looks when typing pauses. */
    type(text: string): void {
      clearTimeout(typing);
      typing = setTimeout(() => ask({ ...live().query, text: text.trim() }), typingPauseMs);
    },
    readOlder: () => search(live().query, live().next),
    pause(paused: boolean): void {
      store.dispatch({ type: "live-paused", paused });
      if (paused) watching?.abort();
      else ask(live().query);
    },
    chooseWindow(windowMs: number): void {
      store.dispatch({ type: "trends-asked", windowMs });
      void readTrends();
    },
    /** Null when it went well. */
    saveFeed: (feed: FeedToSave) =>
      fromForm(async () => {
        await clients.live.saveFeed({ ...feed, options: { ...feed.options } }, soon);
        if (feed.on) void catchUp();
      }),
    /** Secrets go for good; a feed without any can be had back. */
    removeFeed: (feed: FeedEntry) =>
      attempt(context, "feeds", async () => {
        await clients.live.removeFeed({ id: feed.id }, soon);
        await readFeeds();
        if (feed.secretsSet.length === 0) notify(context, { kind: "feed-removed", feed });
      }),
    restoreFeed: ({ source, title, on, options }: FeedEntry) =>
      attempt(context, "feeds", async () => {
        await clients.live.saveFeed({ source, title, on, options: { ...options } }, soon);
        await readFeeds();
      }),
    switchFeed: (id: string, on: boolean) =>
      attempt(context, "feeds", async () => {
        await clients.live.saveFeed({ id, on }, soon);
        await readFeeds();
        if (on) void catchUp();
      }),
    keep: (ageMs: number, bytes: number) =>
      fromForm(() =>
        clients.live.setRetention({ retention: { ageMs: BigInt(ageMs), bytes: BigInt(bytes) } }, soon),
      ),
    forgetPosts: () =>
      attempt(context, "feeds", async () => {
        await clients.live.clearPosts({}, soon);
        await readFeeds();
        if (looking) ask(live().query);
        else await search(live().query);
      }),
    /** Asks what became of posts that a reply cites, unless that is known. */
    async check(citations: readonly Citation[]): Promise<void> {
      const { fates } = live();
      const asked = citations
        .filter(({ source, sourceId }) => fates[postKeyOf(source, sourceId)] === undefined)
        .slice(0, refsMax);
      if (asked.length === 0) return;
      try {
        const refs = asked.map(({ source, sourceId }) => ({ source, id: sourceId }));
        const answer = await clients.live.checkPosts({ refs }, soon);
        const known = asked.map(
          ({ source, sourceId }, at) => [postKeyOf(source, sourceId), answer.fates[at] as Fate] as const,
        );
        store.dispatch({ type: "fates-arrived", fates: Object.fromEntries(known) });
      } catch {
        // Nobody can say; the citation stands as it was.
      }
    },
  };
}
