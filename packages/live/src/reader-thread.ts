// A thread that searches. It holds the files of all shards open, read-only, until it is told to let go.

import { workerData } from "node:worker_threads";
import { type PostQuery, PostsError, readPostQuery, relaxQuery, type SearchAnswer } from "@grok/posts";
import { answerQuestions, clock } from "./answer-questions.ts";
import { OpenShard } from "./open-shard.ts";
import { searchShards } from "./search-shards.ts";
import type { ReaderCalls, ReaderData } from "./thread-messages.ts";
import { WordCounts } from "./word-counts.ts";

const defaultBudgetMs = 30;
const budgetMaxMs = 30_000;
const defaultLimit = 20;

const { folder } = workerData as ReaderData;
/** Newest first. */
let shards: OpenShard[] = [];
const counts = new WordCounts();

function search(query: PostQuery): Omit<SearchAnswer, "indexLagMs"> {
  const parsed = readPostQuery(query);
  const budgetMs = Math.min(budgetMaxMs, Math.max(1, query.budgetMs ?? defaultBudgetMs));
  const nowMs = clock();
  const limit = query.limit ?? defaultLimit;
  const below = query.after === undefined ? null : readToken(query.after);
  const asked = { query: parsed, order: query.order, limit, below, nowMs, budgetMs };
  let answer = searchShards(shards, asked, counts);
  let relaxed = false;
  if (answer.hits.length === 0 && below === null && parsed.words.length > 0) {
    const query = relaxQuery(parsed);
    const some = searchShards(shards, { ...asked, query, order: "top", budgetMs: budgetMs / 2 }, counts);
    relaxed = some.hits.length > 0;
    if (relaxed) answer = { ...some, wordPosts: answer.wordPosts };
  }
  const isPage = query.order === "latest" && answer.hits.length >= limit && !relaxed;
  return {
    ...answer,
    hits: answer.hits.map(({ number: _, said: __, ...hit }) => hit),
    relaxed,
    asOfMs: nowMs,
    next: isPage ? String(Math.min(...answer.hits.map(({ number }) => number))) : null,
  };
}

function readToken(token: string): number {
  if (/^\d{1,15}$/.test(token)) return Number(token);
  throw new PostsError(
    "bad-input",
    `"${token.slice(0, 40)}" is no place to go on from; take \`next\` of the answer before`,
  );
}

answerQuestions<ReaderCalls>({
  search,
  show(more) {
    const added = more.map((shard) => new OpenShard(folder, shard));
    shards = [...shards, ...added].sort((a, b) => b.number - a.number);
  },
  letGo(numbers) {
    const going = shards.filter(({ number }) => numbers.includes(number));
    shards = shards.filter((shard) => !going.includes(shard));
    for (const shard of going) {
      shard.database.close();
      counts.forget(shard.number);
    }
  },
});
