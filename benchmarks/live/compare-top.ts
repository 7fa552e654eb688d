import { openLiveIndex } from "@grok/live";
import type { LiveIndex, Post } from "@grok/posts";
import { createLoadPosts } from "@grok/posts/load-posts";
import { type LoadQuery, sampleQueries } from "@grok/posts/load-queries";
import { ExhaustiveScorer } from "./exhaustive-scorer.ts";
import { fill } from "./fill.ts";

/** Every so many of the sampled queries is asked. */
const everyQuery = 4;
const seed = 3;

interface Asked extends LoadQuery {
  readonly form: "all words" | "any word";
}

/**
 * Prints how many of the first 20 of a scorer that scores every post are among the first 20 by "top", for posts that came
 * within `spanMs`: the longer, the less does recency decide, and the harder it is. With the usual 30 ms, and with a second.
 */
export async function compareTop(folder: string, count: number, spanMs: number): Promise<void> {
  const load = { seed, perSecond: (count * 1000) / spanMs, startMs: Date.now() - spanMs };
  const queries = sampleQueries(createLoadPosts(load).take(20_000), 5).filter(
    (_, at) => at % everyQuery === 0,
  );
  const asked = queries.flatMap((query): Asked[] => [
    { ...query, form: "all words" },
    ...(query.text.includes(" ") && query.kind !== "phrase"
      ? [{ ...query, text: query.text.split(" ").join(" OR "), form: "any word" as const }]
      : []),
  ]);
  const scorer = new ExhaustiveScorer(asked.map(({ text }) => text));
  const posts = createLoadPosts(load);
  const index = await openLiveIndex(folder);
  await fill(
    index,
    () => {
      const post = posts.next();
      scorer.add(post);
      return post;
    },
    count,
  );
  const hours = (spanMs / 3_600_000).toFixed(spanMs < 36_000_000 ? 2 : 0);
  console.log(
    `\n| ${count} posts of ${hours} h, first 20 by top | all words | any word | any word, one of them in a fifth of posts |\n| --- | --- | --- | --- |`,
  );
  for (const budgetMs of [30, 1_000]) {
    const shares = new Map<string, number[]>();
    for (const { text, form, kind } of asked) {
      const share = await overlap(index, scorer, text, budgetMs);
      const column = form === "any word" && kind === "head" ? "head" : form;
      if (share !== null) shares.set(column, [...(shares.get(column) ?? []), share]);
    }
    const cells = ["all words", "any word", "head"].map((column) => mean(shares.get(column) ?? []));
    console.log(`| ${budgetMs} ms | ${cells.join(" | ")} |`);
  }
  await index.close();
}

/** Null where nothing matches. */
async function overlap(
  index: LiveIndex,
  scorer: ExhaustiveScorer,
  text: string,
  budgetMs: number,
): Promise<number | null> {
  const answer = await index.search({ text, order: "top", limit: 20, budgetMs });
  const wanted = scorer.best(text, answer.asOfMs);
  if (wanted.length === 0) return null;
  const found = new Set(answer.hits.map(({ post }: { post: Post }) => Number(post.id.split("-")[1])));
  return wanted.filter((number) => found.has(number)).length / wanted.length;
}

function mean(shares: readonly number[]): string {
  if (shares.length === 0) return "-";
  const sum = shares.reduce((a, b) => a + b, 0);
  const poor = shares.filter((share) => share < 0.8).length;
  return `${((100 * sum) / shares.length).toFixed(1)} % (${poor} of ${shares.length} below 80 %)`;
}
