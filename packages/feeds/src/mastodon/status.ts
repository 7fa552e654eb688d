import type { FeedEvent, PostMedia } from "@grok/posts";
import { z } from "zod";
import { newPost } from "../new-post.ts";
import { htmlToText } from "../text/html-text.ts";

const id = z.string().min(1).max(200);
const text = z.string().max(500_000);
const count = z.number().nonnegative().catch(0);

/** A status as Mastodon documents it; other servers leave out some. */
export const statusSchema = z.object({
  id,
  created_at: z.iso.datetime({ offset: true }),
  content: text,
  spoiler_text: text.nullish(),
  language: z.string().nullish().catch(null),
  visibility: z.string().default("public"),
  url: z.string().nullish(),
  in_reply_to_id: id.nullish(),
  account: z.object({
    acct: z.string().min(1).max(500),
    display_name: z.string().catch(""),
    url: z.string().nullish(),
  }),
  reblog: z.object({ id }).nullish(),
  media_attachments: z.array(z.object({ type: z.string() })).catch([]),
  favourites_count: count,
  reblogs_count: count,
  replies_count: count,
});

export type Status = z.infer<typeof statusSchema>;

const mediaOf: Partial<Record<string, PostMedia>> = {
  image: "image",
  video: "video",
  gifv: "video",
  audio: "audio",
};

/**
 * Null for what is not meant for everybody. Ids of two servers may be the same number, so each names its server;
 * an account is named as people write it, with its server.
 */
export function eventOfStatus(status: Status, host: string, nowMs: number): FeedEvent | null {
  if (status.visibility !== "public" && status.visibility !== "unlisted") return null;
  const { acct, display_name } = status.account;
  const handle = acct.includes("@") ? acct : `${acct}@${host}`;
  const body = htmlToText(status.content);
  const warning = htmlToText(status.spoiler_text ?? "").text;
  const post = newPost({
    source: "mastodon",
    id: postId(host, status.id),
    author: { id: handle, handle, name: display_name },
    text: status.reblog ? "" : [warning, body.text].filter((part) => part !== "").join("\n\n"),
    createdAtMs: Date.parse(status.created_at),
    arrivedAtMs: nowMs,
    language: status.language ?? "",
    url: status.url ?? "",
    replyTo: status.in_reply_to_id ? postId(host, status.in_reply_to_id) : "",
    repostOf: status.reblog ? postId(host, status.reblog.id) : "",
    media: status.media_attachments.flatMap(({ type }) => mediaOf[type] ?? []),
    links: body.links
      .filter(({ classes }) => !classes.includes("mention") && !classes.includes("hashtag"))
      .map(({ href }) => href),
    engagement: {
      likes: status.favourites_count,
      reposts: status.reblogs_count,
      replies: status.replies_count,
    },
  });
  return { type: "post", post };
}

export function deletionOf(id: string, host: string): FeedEvent {
  return { type: "delete", ref: { source: "mastodon", id: postId(host, id) } };
}

function postId(host: string, id: string): string {
  return `${host}/${id}`;
}
