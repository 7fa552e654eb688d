import {
  type ParsedPostQuery,
  type PostQuery,
  PostsError,
  readPostQuery,
  relaxQuery,
  type SearchAnswer,
} from "@grok/posts";
import type { Client } from "@opensearch-project/opensearch";
import { z } from "zod";
import { ask } from "./ask.ts";
import { documentSchema, type PostDocument } from "./post-document.ts";
import { totalOf } from "./post-keeper.ts";
import { boundsOf, type Clause, queryOf, termOf } from "./post-query.ts";
import { rankPosts } from "./rank-posts.ts";
import { topQuery } from "./top-query.ts";

/** Matches are counted exactly up to so many. */
const countMax = 10_000;
/** Of a query ordered by "top": scored by posts' own formula. */
const candidatesMax = 500;
const budgetMsAtFirst = 30;

export interface SearchContext {
  readonly client: Client;
  readonly index: string;
  readonly arrivedSinceMs: number | null;
  readonly indexLagMs: number;
  readonly nowMs: number;
  readonly signal?: AbortSignal | undefined;
}

/** Of a page: what was the newest on the first one, and where this one begins; orders of posts. */
interface Page {
  readonly top: number;
  readonly below: number;
}

interface Found {
  readonly documents: readonly PostDocument[];
  readonly matched: number;
  readonly matchedIsExact: boolean;
  readonly isLate: boolean;
  readonly hasMore: boolean;
}

export async function searchPosts(query: PostQuery, context: SearchContext): Promise<SearchAnswer> {
  const asked = readPostQuery(query);
  const page = readPage(query.after);
  const [whole, first] = await Promise.all([wholeOf(asked, context), findPosts(asked, query, page, context)]);
  let used = asked;
  let found = first;
  if (found.matched === 0 && !found.isLate && asked.words.length > 0) {
    used = relaxQuery(asked);
    found = await findPosts(used, query, page, context);
  }
  const words = used === asked ? whole.words : (await wholeOf(used, context)).words;
  const limit = query.limit ?? 20;
  const ranked = await rankPosts(
    found.documents,
    used,
    { ...context, posts: whole.posts, words },
    query.order,
    limit,
  );
  const shown = found.documents.slice(0, limit);
  const isLate = first.isLate || found.isLate;
  return {
    hits: ranked,
    matched: found.matched,
    matchedIsExact: found.matchedIsExact && !isLate,
    posts: whole.posts,
    wordPosts: asked.words.flat().map(({ text }, at) => ({ word: text, posts: whole.words[at]! })),
    relaxed: used !== asked && found.matched > 0,
    // Shards end in the midst of posts of all ages, so nothing is certain of an answer that came too late.
    searchedBackToMs: isLate ? context.nowMs : Math.min(context.nowMs, whole.oldestAtMs ?? context.nowMs),
    complete: !isLate,
    indexLagMs: context.indexLagMs,
    asOfMs: context.nowMs,
    next:
      query.order === "latest" && found.hasMore && shown.length > 0
        ? `${page?.top ?? shown[0]!.order}-${shown.at(-1)!.order}`
        : null,
  };
}

async function findPosts(
  parsed: ParsedPostQuery,
  { order, limit = 20, budgetMs = budgetMsAtFirst }: PostQuery,
  page: Page | null,
  context: SearchContext,
): Promise<Found> {
  const { arrivedSinceMs, nowMs } = context;
  const timeout = `${Math.max(1, Math.round(budgetMs))}ms`;
  const matching = queryOf(parsed, { arrivedSinceMs, ...(page === null ? {} : { orderMax: page.top }) });
  const documents: PostDocument[] = [];
  let below = page?.below ?? null;
  let matched: number | null = null;
  let isExact = true;
  let isLate = false;
  for (;;) {
    const size = order === "top" ? Math.max(candidatesMax, 3 * limit) : limit + 1;
    const body = await search(context, {
      size,
      timeout,
      query: order === "top" ? topQuery(matching, nowMs) : matching,
      ...(order === "top" ? {} : { sort: [{ order: "desc" }] }),
      ...(below === null ? {} : { post_filter: { range: { order: { lt: below } } } }),
      collapse: { field: "said" },
      track_total_hits: matched === null && below === null ? countMax : false,
      ...(matched === null && below !== null
        ? { aggs: { matched: { value_count: { field: "order" } } } }
        : {}),
    });
    isLate ||= body.timed_out;
    if (matched === null) {
      matched = body.aggregations?.matched.value ?? totalOf(body.hits.total);
      isExact = body.hits.total === undefined || body.hits.total.relation === "eq";
    }
    const hits = body.hits.hits.map(({ _source }) => _source);
    const news = below === null ? hits : await firstOfSaying(hits, matching, context);
    documents.push(...news);
    const isEnd = hits.length < size || isLate;
    if (order === "top" || isEnd || documents.length > limit)
      return {
        documents,
        matched,
        matchedIsExact: isExact,
        isLate,
        hasMore: documents.length > limit,
      };
    below = hits.at(-1)!.order;
  }
}

/** Of a later page: without what a page before has shown by a newer post that says the same. */
async function firstOfSaying(page: readonly PostDocument[], matching: Clause, context: SearchContext) {
  if (page.length === 0) return [];
  const body = await search(context, {
    size: page.length,
    query: { bool: { filter: [matching, { terms: { said: page.map(({ said }) => said) } }] } },
    sort: [{ order: "desc" }],
    collapse: { field: "said" },
    track_total_hits: false,
  });
  const newest = new Map(body.hits.hits.map(({ _source: { said, order } }) => [said, order]));
  return page.filter(({ said, order }) => newest.get(said) === order);
}

/** How many posts there are, since when, and how many of them hold each word. */
async function wholeOf(parsed: ParsedPostQuery, { client, index, arrivedSinceMs }: SearchContext) {
  const filter = boundsOf({ arrivedSinceMs });
  const terms = parsed.words.flat();
  const searches = [
    {
      size: 0,
      track_total_hits: true,
      query: { bool: { filter } },
      aggs: { oldest: { min: { field: "@timestamp" } } },
    },
    ...terms.map((term) => ({
      size: 0,
      track_total_hits: true,
      query: filter.length === 0 ? termOf(term) : { bool: { filter: [termOf(term), ...filter] } },
    })),
  ];
  const { body } = await ask(() => client.msearch({ index, body: searches.flatMap((each) => [{}, each]) }));
  const [whole, ...words] = wholeSchema.parse(body.responses);
  return {
    posts: whole!.hits.total.value,
    oldestAtMs: whole!.aggregations?.oldest.value ?? null,
    words: words.map(({ hits }) => hits.total.value),
  };
}

const wholeSchema = z.array(
  z.object({
    hits: z.object({ total: z.object({ value: z.number() }) }),
    aggregations: z.object({ oldest: z.object({ value: z.number().nullable() }) }).optional(),
  }),
);

const answerSchema = z.object({
  timed_out: z.boolean(),
  hits: z.object({
    total: z.object({ value: z.number(), relation: z.enum(["eq", "gte"]) }).optional(),
    hits: z.array(z.object({ _source: documentSchema })),
  }),
  aggregations: z.object({ matched: z.object({ value: z.number() }) }).optional(),
});

async function search({ client, index, signal }: SearchContext, body: Record<string, unknown>) {
  signal?.throwIfAborted();
  const request = client.search({ index, body });
  const abort = () => request.abort();
  signal?.addEventListener("abort", abort, { once: true });
  try {
    return answerSchema.parse((await ask(() => request)).body);
  } finally {
    signal?.removeEventListener("abort", abort);
  }
}

function readPage(after: string | undefined): Page | null {
  if (after === undefined) return null;
  const [, top, below] = /^(\d{1,16})-(\d{1,16})$/.exec(after) ?? [];
  if (top === undefined || below === undefined)
    throw new PostsError("bad-input", "this page is not known; begin again with the first");
  return { top: Number(top), below: Number(below) };
}
