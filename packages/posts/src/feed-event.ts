import type { Engagement, Post, PostRef, PostSource } from "./post.ts";

/**
 * What a source tells. Every event may come more than once and posts may come after their deletion: whoever takes
 * events in is idempotent, and what was deleted stays deleted.
 */
export type FeedEvent =
  /** A new post, the same again, or a new version of it (same id, another text). */
  | { readonly type: "post"; readonly post: Post }
  | { readonly type: "delete"; readonly ref: PostRef }
  /** Everything that an account wrote is gone: it was closed, taken down, or hides its posts. */
  | { readonly type: "delete-author"; readonly source: PostSource; readonly authorId: string }
  /** New counts of a post: `set` says what they are now, `add` what came to them (about: it may be told twice). */
  | { readonly type: "engagement"; readonly ref: PostRef; readonly set: Partial<Engagement> }
  | { readonly type: "engagement"; readonly ref: PostRef; readonly add: Partial<Engagement> };

/** Events of one feed, in the order in which they came, and where to go on once they are stored. */
export interface FeedBatch {
  readonly events: readonly FeedEvent[];
  /** Opaque to everybody but the connector; null where it did not move. At most 4,096 UTF-16 units. */
  readonly cursor: string | null;
}
