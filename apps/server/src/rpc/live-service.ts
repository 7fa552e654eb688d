import { setTimeout as sleep } from "node:timers/promises";
import type { ServiceImpl } from "@connectrpc/connect";
import { PostsError, type Retention, type TrendAsk } from "@grok/posts";
import type { LiveService } from "@grok/protocol";
import type { Live } from "../live/open-live.ts";
import { watchPosts } from "../live/watch-posts.ts";
import {
  feedToMessage,
  hitToMessage,
  kindToMessage,
  queryFromMessage,
  refFromMessage,
  trendToMessage,
} from "./post-message.ts";

const windowsMs: readonly TrendAsk["windowMs"][] = [60_000, 600_000, 3_600_000, 86_400_000];
const refsMax = 200;
const bytesMin = 64 * 2 ** 20;
const ageMinMs = 60_000;

/** Feeds, search, trends. */
export function liveService(live: Live): ServiceImpl<typeof LiveService> {
  const { feeds } = live;
  const told = (id: string) => feedToMessage(feeds.list().find((each) => each.id === id)!, feeds.health(id));

  return {
    listFeeds() {
      return { kinds: feeds.kinds().map(kindToMessage), feeds: feeds.list().map(({ id }) => told(id)) };
    },

    async saveFeed({ id, source, title, on, options }) {
      const record = await feeds.save({ id, source, title, on, options });
      return { feed: told(record.id) };
    },

    async removeFeed({ id }) {
      await feeds.remove(id);
      return {};
    },

    async searchPosts({ query }, { signal }) {
      const answer = await (await live.index()).search(queryFromMessage(query), signal);
      return {
        hits: answer.hits.map(hitToMessage),
        matched: BigInt(answer.matched),
        matchedIsExact: answer.matchedIsExact,
        relaxed: answer.relaxed,
        searchedBackToMs: BigInt(Math.round(answer.searchedBackToMs)),
        complete: answer.complete,
        indexLagMs: BigInt(Math.round(answer.indexLagMs)),
        asOfMs: BigInt(Math.round(answer.asOfMs)),
        next: answer.next ?? "",
        posts: BigInt(answer.posts),
      };
    },

    async *watchPosts({ query }, { signal }) {
      const index = await live.index();
      const wait = (ms: number, until: AbortSignal) =>
        sleep(ms, undefined, { signal: until }).catch(() => {});
      for await (const news of watchPosts(index, queryFromMessage(query), signal, wait))
        yield {
          hits: news.hits.map(hitToMessage),
          deleted: news.deleted.map(({ source, id }) => ({ source, id })),
          postsPerMinute: feeds.list().reduce((sum, { id }) => sum + feeds.health(id).postsPerMinute, 0),
          asOfMs: BigInt(Math.round(news.asOfMs)),
          skipped: news.skipped,
        };
    },

    async listTrends({ windowMs, language, limit }) {
      const answer = await (await live.index()).trends({
        windowMs: windowFrom(Number(windowMs)),
        language,
        limit: limit === 0 ? 10 : limit,
      });
      return {
        trends: answer.trends.map(trendToMessage),
        asOfMs: BigInt(Math.round(answer.asOfMs)),
        countedSinceMs: BigInt(Math.round(answer.countedSinceMs)),
      };
    },

    async checkPosts({ refs }) {
      if (refs.length > refsMax)
        throw new PostsError("bad-input", `${refs.length} posts were asked for; ${refsMax} can be, at once.`);
      return { fates: [...(await (await live.index()).fates(refs.map(refFromMessage)))] };
    },

    async getIndex() {
      const stats = await (await live.index()).stats();
      return {
        posts: BigInt(stats.posts),
        bytes: BigInt(stats.bytes),
        oldestAtMs: BigInt(Math.round(stats.oldestAtMs ?? 0)),
        newestAtMs: BigInt(Math.round(stats.newestAtMs ?? 0)),
        queued: BigInt(stats.queued),
        queueMax: BigInt(stats.queueMax),
        dropped: BigInt(stats.dropped),
        indexLagMs: BigInt(Math.round(stats.indexLagMs)),
        retention: {
          ageMs: BigInt(stats.retention.ageMs ?? 0),
          bytes: BigInt(stats.retention.bytes ?? 0),
        },
        trouble: stats.trouble,
        engine: live.engine,
      };
    },

    async setRetention({ retention }) {
      await (await live.index()).setRetention(
        retentionFrom(Number(retention?.ageMs ?? 0n), Number(retention?.bytes ?? 0n)),
      );
      return {};
    },

    async clearPosts() {
      await (await live.index()).clear();
      return {};
    },
  };
}

function windowFrom(asked: number): TrendAsk["windowMs"] {
  const windowMs = windowsMs.find((each) => each === (asked === 0 ? 3_600_000 : asked));
  if (windowMs === undefined)
    throw new PostsError(
      "bad-input",
      `Trends are counted over ${windowsMs.join(", ")} ms, not over ${asked}.`,
    );
  return windowMs;
}

function retentionFrom(ageMs: number, bytes: number): Retention {
  if (ageMs < 0 || (ageMs > 0 && ageMs < ageMinMs))
    throw new PostsError(
      "bad-input",
      `Posts are kept for ${ageMinMs} ms at least, not ${ageMs}; 0 keeps them.`,
    );
  if (bytes < 0 || (bytes > 0 && bytes < bytesMin))
    throw new PostsError("bad-input", `${bytes} bytes are too few; ${bytesMin} at least, or 0 for no limit.`);
  return { ageMs: ageMs || null, bytes: bytes || null };
}
