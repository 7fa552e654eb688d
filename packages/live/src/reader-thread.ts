// A thread that searches. It finds the shards by their files and holds each open, read-only, until it is told to let go.

import { workerData } from "node:worker_threads";
import { type PostQuery, PostsError, readPostQuery, relaxQuery, type SearchAnswer } from "@grok/posts";
import { answerQuestions, clock } from "./answer-questions.ts";
import { Database } from "./database.ts";
import { type OpenShard, searchShards } from "./search-shards.ts";
import { shardPath } from "./shard.ts";
import { shardNumbers } from "./shard-numbers.ts";
import type { ReaderCalls, ReaderData } from "./thread-messages.ts";

const defaultBudgetMs = 30;
const budgetMaxMs = 5_000;
const defaultLimit = 20;

const { folder } = workerData as ReaderData;
const open = new Map<number, OpenShard>();
const gone = new Set<number>();

function shards(): OpenShard[] {
  return shardNumbers(folder)
    .filter((number) => !gone.has(number))
    .sort((a, b) => b - a)
    .map((number) => {
      const known = open.get(number);
      if (known !== undefined) return known;
      const shard = { number, database: new Database(shardPath(folder, number), true) };
      open.set(number, shard);
      return shard;
    });
}

function search(query: PostQuery): Omit<SearchAnswer, "indexLagMs"> {
  const parsed = readPostQuery(query);
  const budgetMs = Math.min(budgetMaxMs, Math.max(1, query.budgetMs ?? defaultBudgetMs));
  const nowMs = clock();
  const limit = query.limit ?? defaultLimit;
  const below = query.after === undefined ? null : readToken(query.after, query.order);
  const asked = { query: parsed, order: query.order, limit, below, nowMs };
  const deadlineMs = performance.now() + budgetMs;
  const all = shards();
  let answer = searchShards(all, { ...asked, deadlineMs });
  let relaxed = false;
  if (answer.hits.length === 0 && below === null && parsed.words.length > 0) {
    // Time for the second look, even where the first used up what there was.
    const until = Math.max(deadlineMs, performance.now() + budgetMs / 2);
    const some = searchShards(all, { ...asked, query: relaxQuery(parsed), order: "top", deadlineMs: until });
    relaxed = some.hits.length > 0;
    if (relaxed) answer = some;
  }
  const last = Math.min(...answer.hits.map(({ number }) => number));
  return {
    hits: answer.hits.map(({ number: _, said: __, ...hit }) => hit),
    matched: answer.matched,
    matchedIsExact: answer.matchedIsExact,
    posts: answer.posts,
    wordPosts: answer.wordPosts,
    relaxed,
    searchedBackToMs: answer.searchedBackToMs,
    complete: answer.complete,
    asOfMs: nowMs,
    next: query.order === "latest" && answer.hits.length >= limit && !relaxed ? String(last) : null,
  };
}

function readToken(token: string, order: PostQuery["order"]): number {
  const number = /^\d{1,15}$/.test(token) ? Number(token) : Number.NaN;
  if (order === "latest" && number > 0) return number;
  throw new PostsError(
    "bad-input",
    order === "latest"
      ? `"${token.slice(0, 40)}" is no place to go on from; take \`next\` of the answer before`
      : "only the latest posts come page by page",
  );
}

answerQuestions<ReaderCalls>({
  search,
  letGo(numbers) {
    for (const number of numbers) {
      gone.add(number);
      open.get(number)?.database.close();
      open.delete(number);
    }
  },
});
