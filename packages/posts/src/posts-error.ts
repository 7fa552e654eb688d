export type PostsErrorCode =
  /** A query, setting or post that cannot be taken as it is. */
  | "bad-input"
  | "not-found"
  /** The source cannot be reached, or broke off. */
  | "unreachable"
  /** The source wants less; `retryAfterMs` says when, where it said so. */
  | "too-many"
  /** A key that is missing, wrong or not enough. */
  | "refused"
  /** The user's budget for this source is spent. */
  | "budget"
  /** What came is not what the source documents. */
  | "bad-answer"
  /** The cursor is older than what the source keeps. */
  | "cursor-too-old"
  /** The index has no room; what was acknowledged stays. */
  | "storage-full"
  | "storage-broken"
  /** The index is closed, or used by another process. */
  | "closed"
  | "busy";

/** What goes wrong with posts: on the way from a source, in an index, in a query. The message is for people. */
export class PostsError extends Error {
  readonly code: PostsErrorCode;
  /** As the source demanded; null where it said nothing. */
  readonly retryAfterMs: number | null;

  constructor(
    code: PostsErrorCode,
    message: string,
    options: { readonly cause?: unknown; readonly retryAfterMs?: number } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = "PostsError";
    this.code = code;
    this.retryAfterMs = options.retryAfterMs ?? null;
  }
}
