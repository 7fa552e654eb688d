// The thread that owns every file of the index. Batches go into one transaction, which is committed 60 ms
// after the first of them, or earlier when there are many; only then is anybody told that they are stored.

import { workerData } from "node:worker_threads";
import { createTrendCounter, type Ingested, type Post, type PostBatch, PostsError } from "@grok/posts";
import { answerQuestions, clock } from "./answer-questions.ts";
import type { WriterCalls, WriterData } from "./thread-messages.ts";
import { feedTrends, recentPosts } from "./trend-posts.ts";
import { Writer } from "./writer.ts";

const commitEveryMs = 60;
const commitPosts = 2_000;
const countsEveryMs = 2_000;
/** How long nothing must have come before work is done that can wait. */
const idleMs = 500;
const trendsDepthMs = 86_400_000;

const { folder, settings } = workerData as WriterData;
const writer = new Writer(folder, clock, settings);
const trends = createTrendCounter();

interface Pending {
  readonly counted: Ingested;
  readonly resolve: (counted: Ingested) => void;
  readonly reject: (error: unknown) => void;
}

let pending: Pending[] = [];
let pendingPosts = 0;
let commitTimer: NodeJS.Timeout | null = null;
let idleTimer: NodeJS.Timeout | null = null;

function ingest(batch: PostBatch): Promise<Ingested> {
  return new Promise((resolve, reject) => {
    try {
      pending.push({ counted: writer.take(batch), resolve, reject });
    } catch (error) {
      // What was taken since the last commit is gone with it.
      fail(error);
      return reject(error);
    }
    feedTrends(trends, batch.events);
    pendingPosts += batch.events.length;
    if (pendingPosts >= commitPosts) commit();
    else commitTimer ??= setTimeout(commit, commitEveryMs);
  });
}

function commit(): void {
  if (commitTimer !== null) clearTimeout(commitTimer);
  commitTimer = null;
  const done = pending;
  pending = [];
  pendingPosts = 0;
  try {
    writer.commit();
  } catch (error) {
    for (const { reject } of done) reject(error);
    return;
  }
  for (const { counted, resolve } of done) resolve(counted);
  if (idleTimer !== null) clearTimeout(idleTimer);
  idleTimer = setTimeout(() => withStorage(() => void writer.doUpkeep()), idleMs);
  idleTimer.unref();
}

function fail(error: unknown): void {
  if (commitTimer !== null) clearTimeout(commitTimer);
  commitTimer = null;
  const lost = pending;
  pending = [];
  pendingPosts = 0;
  writer.rollBack();
  for (const { reject } of lost) reject(error);
}

/** Work that nobody waits for: a disk that is full now may have room the next time. */
function withStorage(work: () => void): void {
  try {
    work();
  } catch (error) {
    if (!(error instanceof PostsError)) throw error;
  }
}

setInterval(() => withStorage(() => flush()), countsEveryMs).unref();

function flush(): void {
  if (pending.length > 0) commit();
  writer.flushCounts();
}

// Trends of a day that was there before this start, without keeping anybody waiting.
const countedAnew = recentPosts(writer, clock() - trendsDepthMs);
function countSome(): void {
  const next = countedAnew.next();
  if (next.done) return;
  feedTrends(trends, next.value);
  setImmediate(countSome);
}
setImmediate(countSome);

answerQuestions<WriterCalls>({
  ingest,
  cursor: (feed) => writer.cursor(feed),
  forgetCursor(feed) {
    commit();
    writer.forgetCursor(feed);
  },
  posts: (refs) => writer.posts(refs),
  fates: (refs) => writer.fates(refs),
  trends(ask) {
    const answer = trends.trends(ask, clock());
    const isThere = (post: Post) => writer.find(post) !== null;
    return {
      ...answer,
      trends: answer.trends.map((trend) => ({ ...trend, examples: trend.examples.filter(isThere) })),
    };
  },
  stats() {
    flush();
    const facts = writer.shards();
    const times = facts.flatMap(({ oldestMs, newestMs }) => [oldestMs, newestMs]).filter((ms) => ms !== null);
    return {
      posts: facts.reduce((sum, { posts }) => sum + posts, 0),
      bytes: writer.bytes(),
      oldestAtMs: times.length === 0 ? null : Math.min(...times),
      newestAtMs: times.length === 0 ? null : Math.max(...times),
    };
  },
  overdue(retention) {
    commit();
    return writer.overdue(retention);
  },
  trim(ageMs) {
    commit();
    writer.trim(ageMs);
  },
  retention: () => writer.retention(),
  setRetention(retention) {
    commit();
    writer.setRetention(retention);
  },
  drop: (shards) => writer.drop(shards),
  shards: () => writer.shardNumbers(),
  close() {
    commit();
    writer.close();
  },
});
