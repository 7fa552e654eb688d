import type { FeedEvent, PostMedia } from "@grok/posts";
import { z } from "zod";
import { newPost } from "../new-post.ts";

const id = z.string().regex(/^\d{1,20}$/);
const count = z.number().optional().catch(undefined);
const link = z.object({
  url: z.string(),
  expanded_url: z.string().optional(),
  media_key: z.string().optional(),
});

const post = z.object({
  id,
  text: z.string(),
  author_id: id,
  created_at: z.iso.datetime({ offset: true }),
  lang: z.string().optional(),
  edit_history_tweet_ids: z.array(id).max(20).optional(),
  referenced_tweets: z
    .array(z.object({ type: z.string(), id }))
    .optional()
    .catch(undefined),
  public_metrics: z
    .object({ like_count: count, retweet_count: count, reply_count: count })
    .optional()
    .catch(undefined),
  entities: z
    .object({ urls: z.array(link).optional() })
    .optional()
    .catch(undefined),
  note_tweet: z
    .object({ text: z.string(), entities: z.object({ urls: z.array(link).optional() }).optional() })
    .optional()
    .catch(undefined),
});

const user = z.object({ id, username: z.string(), name: z.string().optional() });

/** A post of X API v2 as it came; `readXPost` parses it. */
export const untrustedPosts = z.array(z.unknown()).max(500);
export const untrustedIncludes = z
  .object({ users: z.array(z.unknown()).max(1_000).optional() })
  .optional()
  .catch(undefined);

export interface XUser {
  readonly id: string;
  readonly username: string;
  readonly name: string;
}

/** Users that came along, by id; what is not as documented is left out. */
export function readUsers(users: readonly unknown[]): Map<string, XUser> {
  const read = users.flatMap((told) => user.safeParse(told).data ?? []);
  return new Map(read.map(({ id, username, name = "" }) => [id, { id, username, name }]));
}

/** The fields that `readXPost` wants. Media and quoted posts are not expanded: each would cost as much as a post. */
export const postFields = [
  "author_id",
  "created_at",
  "edit_history_tweet_ids",
  "entities",
  "lang",
  "note_tweet",
  "public_metrics",
  "referenced_tweets",
].join(",");

/**
 * What a post of X means: itself, and before it the end of the versions that it replaces, each of which had an id of
 * its own. Throws `ZodError` for what is none.
 */
export function readXPost(told: unknown, users: ReadonlyMap<string, XUser>, nowMs: number): FeedEvent[] {
  const read = post.parse(told);
  const author = users.get(read.author_id);
  const urls = read.note_tweet?.entities?.urls ?? read.entities?.urls ?? [];
  const referred = (type: string) => read.referenced_tweets?.find((each) => each.type === type)?.id ?? "";
  const older = (read.edit_history_tweet_ids ?? []).filter((version) => BigInt(version) < BigInt(read.id));
  return [
    ...older.map((version): FeedEvent => ({ type: "delete", ref: { source: "x", id: version } })),
    {
      type: "post",
      post: newPost({
        source: "x",
        id: read.id,
        author: { id: read.author_id, handle: author?.username ?? read.author_id, name: author?.name ?? "" },
        text: plainText(read.note_tweet?.text ?? read.text, urls),
        createdAtMs: Date.parse(read.created_at),
        arrivedAtMs: nowMs,
        language: languageOf(read.lang ?? ""),
        url: `https://x.com/${author?.username ?? "i/web"}/status/${read.id}`,
        replyTo: referred("replied_to"),
        repostOf: referred("retweeted"),
        media: mediaOf(urls),
        links: urls.flatMap((each) => (mediaKind(each) === null ? (each.expanded_url ?? []) : [])),
        engagement: {
          likes: read.public_metrics?.like_count ?? 0,
          reposts: read.public_metrics?.retweet_count ?? 0,
          replies: read.public_metrics?.reply_count ?? 0,
        },
      }),
    },
  ];
}

type Link = z.infer<typeof link>;

/** X escapes three signs of HTML and shortens every address; here both are undone, and addresses of media go. */
function plainText(text: string, urls: readonly Link[]): string {
  let plain = text;
  for (const each of urls)
    plain = plain.replaceAll(each.url, () =>
      mediaKind(each) === null ? (each.expanded_url ?? each.url) : "",
    );
  const signs: Record<string, string> = { "&lt;": "<", "&gt;": ">", "&amp;": "&" };
  return plain.replace(/&(lt|gt|amp);/g, (sign) => signs[sign] ?? sign).trim();
}

function mediaOf(urls: readonly Link[]): PostMedia[] {
  return [...new Set(urls.flatMap((each) => mediaKind(each) ?? []))];
}

/** The media of a post hang on it as addresses of its own pages. */
function mediaKind({ expanded_url = "", media_key }: Link): PostMedia | null {
  if (media_key === undefined) return null;
  return /\/status\/\d+\/video\/\d+$/.test(expanded_url) ? "video" : "image";
}

/** X has tags of its own for posts without words: "und", "zxx", "art", "qme" and others with q. */
function languageOf(tag: string): string {
  return /^(und|zxx|art|q..)$/.test(tag) ? "" : tag;
}
