import {
  idf,
  matchesPost,
  type Post,
  type PostQuery,
  readPostQuery,
  relaxQuery,
  type SearchAnswer,
  textTokens,
  weightOf,
} from "@grok/posts";
import { noonMs } from "../sample-turn.ts";

/** Searches a handful of posts as an index does, all of them at once. */
export function smallIndex(posts: readonly Post[], nowMs = noonMs) {
  return {
    search(query: PostQuery): SearchAnswer {
      const parsed = readPostQuery(query);
      const whole = posts.filter((post) => matchesPost(parsed, post));
      const relaxed = whole.length === 0 && parsed.words.length > 0;
      const wide = relaxQuery(parsed);
      const found = relaxed ? posts.filter((post) => matchesPost(wide, post)) : whole;
      const words = parsed.words.flat();
      const tokens = new Map(posts.map((post) => [post, new Set(textTokens(post.text))]));
      const wordPosts = words.map((word) => ({
        word: word.text,
        posts: posts.filter((post) => word.tokens.every((token) => tokens.get(post)!.has(token))).length,
      }));
      const score = (post: Post) =>
        words.reduce(
          (sum, word, at) =>
            sum +
            (word.tokens.every((token) => tokens.get(post)!.has(token))
              ? idf(posts.length, wordPosts[at]!.posts)
              : 0),
          words.length === 0 ? 1 : 0,
        ) *
        weightOf({
          ageMs: nowMs - post.createdAtMs,
          likes: post.engagement.likes,
          reposts: 0,
          quality: 1,
          copyAuthors: 1,
        });
      const order =
        query.order === "latest"
          ? (a: Post, b: Post) => b.createdAtMs - a.createdAtMs
          : (a: Post, b: Post) => score(b) - score(a);
      return {
        hits: found
          .toSorted(order)
          .slice(0, query.limit ?? 20)
          .map((post) => ({ post, score: score(post), copies: 1, copyAuthors: 1, spam: [] })),
        matched: found.length,
        matchedIsExact: true,
        posts: posts.length,
        wordPosts,
        relaxed,
        searchedBackToMs: Math.min(nowMs, ...posts.map(({ createdAtMs }) => createdAtMs)),
        complete: true,
        indexLagMs: 0,
        asOfMs: nowMs,
        next: null,
      };
    },
  };
}
