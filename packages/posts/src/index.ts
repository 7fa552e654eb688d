export { checkBatch, checkRefs, checkRetention, checkTrendAsk } from "./check-asks.ts";
export { cleanAddress, cleanPost } from "./clean-post.ts";
export { cleanLine, cleanText } from "./clean-text.ts";
export type {
  FeedAsk,
  FeedConnector,
  FeedField,
  FeedHealth,
  FeedId,
  FeedKind,
  FeedNews,
  FeedOptions,
  FeedSettings,
} from "./feed.ts";
export type { FeedBatch, FeedEvent } from "./feed-event.ts";
export { type AdmittedEvents, admitEvents } from "./intake/admit-events.ts";
export type { FirstPost } from "./intake/near-duplicates.ts";
export {
  createPostIntake,
  type PostIntake,
  type TakenPost,
} from "./intake/post-intake.ts";
export { languageOf } from "./language/language-of.ts";
export type {
  IndexStats,
  Ingested,
  LiveIndex,
  PostBatch,
  PostHit,
  PostQuery,
  Retention,
  SearchAnswer,
  Trend,
  TrendAnswer,
  TrendAsk,
} from "./live-index.ts";
export {
  type Engagement,
  type Post,
  type PostAuthor,
  type PostMedia,
  type PostRef,
  type PostSource,
  postKey,
  postSources,
} from "./post.ts";
export { PostsError, type PostsErrorCode } from "./posts-error.ts";
export { ftsQueryOf, ftsTerm } from "./query/fts-query.ts";
export { countTerm, type MatchMode, matchesPost } from "./query/matches-post.ts";
export { parsePostQuery, queryLengthMax } from "./query/parse-post-query.ts";
export type { ParsedPostQuery, QueryTerm } from "./query/parsed-query.ts";
export { postQueryToText } from "./query/query-to-text.ts";
export { readPostQuery } from "./query/read-post-query.ts";
export { relaxQuery } from "./query/relax-query.ts";
export { idf, type PostFacts, scorePost, weightOf, wordScore } from "./rank/score-post.ts";
export { createSamplePosts, type SamplePosts } from "./sample/sample-posts.ts";
export { createTrendCounter, type TrendCounter } from "./trends/trend-counter.ts";
export { type Facet, facetToken, isFacet } from "./words/facets.ts";
export { foldText } from "./words/fold-text.ts";
export { indexTextOf, postTokens, textTokens } from "./words/post-words.ts";
export { domainOf, readText, type TextWords } from "./words/read-text.ts";
