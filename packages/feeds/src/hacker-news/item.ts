import type { FeedEvent } from "@grok/posts";
import { z } from "zod";
import { newPost } from "../new-post.ts";
import { htmlToText } from "../text/html-text.ts";

/** An item as https://github.com/HackerNews/API documents it; null for one that is not there (yet). */
export const itemSchema = z
  .object({
    id: z.number().int().positive(),
    type: z.enum(["story", "comment", "job", "poll", "pollopt"]),
    by: z.string().optional(),
    /** Seconds since 1970. */
    time: z.number().optional(),
    title: z.string().optional(),
    text: z.string().optional(),
    url: z.string().optional(),
    parent: z.number().int().optional(),
    score: z.number().optional(),
    descendants: z.number().optional(),
    kids: z.array(z.number()).optional(),
    deleted: z.boolean().optional(),
    dead: z.boolean().optional(),
  })
  .nullable();

export type Item = NonNullable<z.infer<typeof itemSchema>>;

/** Texts can be edited for two hours; after that only counts change. */
const editableMs = 2 * 24 * 3_600_000;

export function eventOfItem(item: Item, nowMs: number): FeedEvent | null {
  const ref = { source: "hacker-news", id: String(item.id) } as const;
  // What was killed can be seen by those alone who asked for it.
  if (item.deleted || item.dead) return { type: "delete", ref };
  if (item.type === "pollopt" || item.by === undefined) return null;
  const body = htmlToText(item.text ?? "");
  const text = [htmlToText(item.title ?? "").text, body.text].filter((part) => part !== "").join("\n\n");
  const links = [item.url ?? "", ...body.links.map(({ href }) => href)].filter((link) => link !== "");
  const post = newPost({
    ...ref,
    author: { id: item.by, handle: item.by, name: "" },
    text,
    createdAtMs: item.time === undefined ? nowMs : item.time * 1_000,
    arrivedAtMs: nowMs,
    language: "en",
    url: `https://news.ycombinator.com/item?id=${item.id}`,
    replyTo: item.parent === undefined ? "" : String(item.parent),
    links,
    engagement: engagementOf(item),
  });
  return { type: "post", post };
}

/** What a change of an item means. One that is too old to have been edited is no reason to take it in now. */
export function eventOfChange(item: Item, nowMs: number): FeedEvent | null {
  const event = eventOfItem(item, nowMs);
  if (event?.type !== "post" || nowMs - event.post.createdAtMs < editableMs) return event;
  const { source, id } = event.post;
  return { type: "engagement", ref: { source, id }, set: engagementOf(item) };
}

function engagementOf({ score = 0, descendants, kids = [] }: Item) {
  return { likes: Math.max(0, score), reposts: 0, replies: descendants ?? kids.length };
}
