import type { Post } from "@grok/posts";

type Told = Pick<Post, "source" | "id" | "author" | "text" | "createdAtMs" | "arrivedAtMs">;

/** A post of which the source told no more than this: everything else is empty. Its bounds are kept by the index. */
export function newPost(told: Told & Partial<Post>): Post {
  return {
    language: "",
    url: "",
    replyTo: "",
    repostOf: "",
    media: [],
    links: [],
    engagement: { likes: 0, reposts: 0, replies: 0 },
    ...told,
    // A clock that is ahead elsewhere makes no post of tomorrow.
    createdAtMs: Math.min(told.createdAtMs, told.arrivedAtMs),
  };
}
