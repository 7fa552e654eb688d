import { postKey, type SearchAnswer } from "@grok/posts";

/** `answer` with the posts that a further search found as well. */
export function joinAnswers(answer: SearchAnswer, more: SearchAnswer): SearchAnswer {
  const known = new Set(answer.hits.map(({ post }) => postKey(post)));
  return {
    ...answer,
    hits: [...answer.hits, ...more.hits.filter(({ post }) => !known.has(postKey(post)))],
    wordPosts: [...answer.wordPosts, ...more.wordPosts],
    searchedBackToMs: Math.min(answer.searchedBackToMs, more.searchedBackToMs),
    complete: answer.complete && more.complete,
  };
}
