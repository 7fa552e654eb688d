export { cleanAddress, cleanPost } from "./clean-post.ts";
export { cleanText } from "./clean-text.ts";
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
export { parsePostQuery, queryLengthMax, readPostQuery } from "./query/parse-post-query.ts";
export type { ParsedPostQuery, QueryTerm } from "./query/parsed-query.ts";
export { idf, type PostFacts, scorePost, weightOf, wordScore } from "./rank/score-post.ts";
export { foldText } from "./words/fold-text.ts";
export { facetToken, indexTextOf, isWord, postTokens, textTokens } from "./words/post-words.ts";
export {
  createPostIntake,
  type FirstPost,
  type PostIntake,
  priorityOf,
  type TakenPost,
} from "./intake/post-intake.ts";
