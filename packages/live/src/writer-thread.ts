// The thread that owns every file of the index.

import { parentPort, workerData } from "node:worker_threads";
import { createTrendCounter, type Post, type PostBatch, PostsError } from "@grok/posts";
import { answerQuestions, clock } from "./answer-questions.ts";
import { CommitQueue } from "./commit-queue.ts";
import { recentPosts } from "./recent-posts.ts";
import type { Shard } from "./shard.ts";
import { ShardSet } from "./shard-set.ts";
import { StateDatabase } from "./state-database.ts";
import type { Answer, ShownShard, WriterCalls, WriterData } from "./thread-messages.ts";
import { Writer } from "./writer.ts";

/** How often work is done that waits, while nothing else comes. */
const upkeepEveryMs = 100;
/** Posts that trends and near-duplicates are told of after a start, of the last day. */
const recalledMs = 86_400_000;
const recalledMax = 500_000;
const trimRows = 1_000;
/** Deletions are kept so long at least: sources replay a day or two, and a month is generous. */
const deletionsKeptMs = 30 * 86_400_000;

const { folder, settings } = workerData as WriterData;
const shown = ({ number, facts }: Shard): ShownShard => ({ number, facts: facts.buffer });
const shards = new ShardSet(folder, settings, (shard) => {
  parentPort?.postMessage({ began: shown(shard) } satisfies Answer);
});
const state = new StateDatabase(folder);
const trends = createTrendCounter();
/** What trends are to be told once they know the posts before this start, in its order; null from then on. */
let untold: (() => void)[] | null = [];
const recalled = Promise.withResolvers<void>();
function tellTrends(news: () => void): void {
  if (untold === null) news();
  else untold.push(news);
}
const writer = new Writer(shards, state, clock, (post) => tellTrends(() => trends.add(post)));
let lastCommitMs = 0;
const queue = new CommitQueue({
  commit: () => writer.commit(),
  rollBack: () => writer.rollBack(),
  afterCommit() {
    lastCommitMs = performance.now();
    withRoom(() => {
      shards.rollIfDue(clock());
      shards.sealSome();
    });
  },
});

/** Work that nobody waits for: a disk that is full now may have room the next time. */
function withRoom(work: () => void): void {
  try {
    work();
  } catch (error) {
    if (!(error instanceof PostsError)) throw error;
  }
}

setInterval(() => {
  if (performance.now() - lastCommitMs < upkeepEveryMs) return;
  if (queue.size === 0 && writer.waiting === 0) withRoom(() => shards.sealSome());
  else queue.commit();
}, upkeepEveryMs).unref();

function recallSome(before: ReturnType<typeof recentPosts>): void {
  if (untold === null) return;
  const some = before.next();
  for (const { post, number } of some.value ?? []) {
    writer.recall(post, number);
    trends.add(post);
  }
  if (!some.done) return void setImmediate(recallSome, before);
  for (const news of untold) news();
  untold = null;
  recalled.resolve();
}

function ingest(batch: PostBatch) {
  return queue.add(batch.events.length, () => {
    const counted = writer.take(batch);
    for (const event of batch.events)
      if (event.type === "delete") tellTrends(() => trends.forget(event.ref));
      else if (event.type === "delete-author")
        tellTrends(() => trends.forgetAuthor(event.source, event.authorId));
    return counted;
  });
}

answerQuestions<WriterCalls>({
  begin() {
    setImmediate(recallSome, recentPosts(shards, clock() - recalledMs, recalledMax));
    return shards.all.map(shown);
  },
  ingest,
  cursor: (feed) => state.cursor(feed),
  forgetCursor(feed) {
    queue.commit();
    state.forgetCursor(feed);
  },
  posts: (refs) =>
    refs.map((ref) => {
      const place = shards.find(ref);
      return place?.shard.post(place.row) ?? null;
    }),
  fates: (refs) =>
    refs.map((ref) => (shards.find(ref) ? "there" : state.isDeleted(ref) ? "deleted" : "unknown")),
  async trends(ask) {
    // Half of the past would make the other half look unusual.
    await recalled.promise;
    const answer = trends.trends(ask, clock());
    const asNow = (post: Post) => {
      const place = shards.find(post);
      return place ? [place.shard.post(place.row)] : [];
    };
    return {
      ...answer,
      trends: answer.trends.map((trend) => ({ ...trend, examples: trend.examples.flatMap(asNow) })),
    };
  },
  stats() {
    const times = shards.all.flatMap((shard) => [shard.arrival("first"), shard.arrival("last")]);
    const known = times.filter((ms) => ms !== null);
    return {
      posts: shards.posts,
      bytes: shards.bytes(),
      oldestAtMs: known.length === 0 ? null : Math.min(...known),
      newestAtMs: known.length === 0 ? null : Math.max(...known),
    };
  },
  retention: () => state.retention(),
  setRetention(retention) {
    queue.commit();
    state.setRetention(retention);
  },
  overdue(retention) {
    state.forgetDeletionsBefore(clock() - deletionsKeptMs);
    return shards.overdue(retention, clock());
  },
  trim(ageMs) {
    queue.commit();
    const count = writer.trim(clock() - ageMs, trimRows);
    return count === trimRows;
  },
  leave() {
    queue.commit();
    shards.roll();
    writer.forget();
    trends.clear();
    untold = null;
    recalled.resolve();
    return shards.all.slice(0, -1).map(({ number }) => number);
  },
  drop(numbers) {
    queue.commit();
    shards.drop(numbers);
  },
  close() {
    untold = null;
    queue.commit();
    writer.writeCounts();
    shards.close();
    state.close();
  },
});
