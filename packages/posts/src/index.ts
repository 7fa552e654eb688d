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
