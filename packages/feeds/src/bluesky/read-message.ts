import type { FeedEvent } from "@grok/posts";
import { z } from "zod";
import type { JetstreamMessage } from "./jetstream-message.ts";
import type { KnownHandles } from "./known-handles.ts";
import { isInLanguages, postCollection, postUri, readPost } from "./post-record.ts";

export const likeCollection = "app.bsky.feed.like";
export const repostCollection = "app.bsky.feed.repost";

const subject = z.object({ subject: z.object({ uri: z.string() }) });
/** Accounts whose posts the network itself shows no longer. Of "desynchronized" and "throttled" ones it still does. */
const hidden = new Set(["deleted", "takendown", "deactivated", "suspended"]);

export interface ReadMessageOptions {
  readonly handles: KnownHandles;
  /** Primary tags; empty: all. */
  readonly languages: ReadonlySet<string>;
  readonly nowMs: number;
}

/** What a message means for posts. Throws `ZodError` for a record that is not as its lexicon has it. */
export function eventsOf(message: JetstreamMessage, options: ReadMessageOptions): FeedEvent[] {
  switch (message.kind) {
    case "commit":
      return commitEvents(message, options);
    case "identity":
      options.handles.learn(message.did, message.handle);
      return [];
    case "account":
      return !message.active && hidden.has(message.status)
        ? [{ type: "delete-author", source: "bluesky", authorId: message.did }]
        : [];
    default:
      return [];
  }
}

function commitEvents(
  message: JetstreamMessage & { readonly kind: "commit" },
  { handles, languages, nowMs }: ReadMessageOptions,
): FeedEvent[] {
  const { did, rkey, collection, operation, record } = message;
  if (collection === postCollection) {
    const id = postUri(did, rkey);
    if (operation === "delete") return [{ type: "delete", ref: { source: "bluesky", id } }];
    if (!isInLanguages(record, languages)) return [];
    const post = readPost(record, { did, rkey, handle: handles.of(did), nowMs });
    const answers = operation === "create" && isPost(post.replyTo);
    return [{ type: "post", post }, ...(answers ? [addTo(post.replyTo, { replies: 1 })] : [])];
  }
  // A like that is taken back tells only its own name, not that of the post: it stays counted.
  if (operation !== "create") return [];
  if (collection !== likeCollection && collection !== repostCollection) return [];
  const { uri } = subject.parse(record).subject;
  if (!isPost(uri)) return [];
  return [addTo(uri, collection === likeCollection ? { likes: 1 } : { reposts: 1 })];
}

function addTo(id: string, add: { likes: 1 } | { reposts: 1 } | { replies: 1 }): FeedEvent {
  return { type: "engagement", ref: { source: "bluesky", id }, add };
}

/** Feeds and lists can be liked too. */
function isPost(uri: string): boolean {
  return uri.length <= 512 && uri.startsWith("at://") && uri.includes(`/${postCollection}/`);
}
