import type { Post } from "@grok/posts";

/** 2026-09-01T12:00:00Z: when posts of tests arrive, unless they say otherwise. */
export const sampleNowMs = Date.UTC(2026, 8, 1, 12);

/** A post in which everything that is not said is plain. */
export function samplePost(change: Partial<Post> & { readonly handle?: string } = {}): Post {
  const { handle = "mira", ...fields } = change;
  return {
    source: "push",
    id: "1",
    author: { id: handle, handle, name: "" },
    text: "rain over the harbour",
    createdAtMs: sampleNowMs,
    arrivedAtMs: sampleNowMs,
    language: "en",
    url: "",
    replyTo: "",
    repostOf: "",
    media: [],
    links: [],
    engagement: { likes: 0, reposts: 0, replies: 0 },
    ...fields,
  };
}
