import { languageOf, type Post } from "@grok/posts";

type Told = Pick<Post, "source" | "id" | "author" | "text" | "createdAtMs" | "arrivedAtMs">;

/**
 * A post of which the source told no more than this: everything else is empty, but the language, which its words tell
 * where the source did not. Its bounds are kept by the index.
 */
export function newPost(told: Told & Partial<Post>): Post {
  return {
    url: "",
    replyTo: "",
    repostOf: "",
    media: [],
    links: [],
    engagement: { likes: 0, reposts: 0, replies: 0 },
    ...told,
    language: told.language || languageOf(told.text),
    // A clock that is ahead elsewhere makes no post of tomorrow.
    createdAtMs: Math.min(told.createdAtMs, told.arrivedAtMs),
  };
}
