import type { Post } from "@grok/posts";
import { noonMs } from "../sample-turn.ts";

/** A post as a test writes it: "mira" says something, so many minutes before noon. */
export interface SamplePost {
  readonly by: string;
  readonly text: string;
  /** Default 10. */
  readonly minutesAgo?: number;
  readonly likes?: number;
}

/** Number `at` names the post and makes its id. */
export function samplePost({ by, text, minutesAgo = 10, likes = 0 }: SamplePost, at: number): Post {
  const createdAtMs = noonMs - minutesAgo * 60_000;
  return {
    source: "sample",
    id: `post-${at}`,
    author: { id: `id-${by}`, handle: by, name: by },
    text,
    createdAtMs,
    arrivedAtMs: createdAtMs,
    language: "",
    url: `https://posts.example/${at}`,
    replyTo: "",
    repostOf: "",
    media: [],
    links: [],
    engagement: { likes, reposts: 0, replies: 0 },
  };
}
