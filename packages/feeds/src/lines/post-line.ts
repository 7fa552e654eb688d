import { createHash } from "node:crypto";
import type { FeedEvent, PostSource } from "@grok/posts";
import { z } from "zod";
import { newPost } from "../new-post.ts";

/** Longer than any post is kept, so that a text is cut rather than refused. */
const textLengthMax = 100_000;

const id = z.string().min(1).max(512);
const name = z.string().min(1).max(512);
const count = z.number().nonnegative().optional();

/** Milliseconds since 1970, or what `Date` reads: "2026-11-22T18:30:00Z". */
const moment = z.union([
  z.number(),
  z
    .string()
    .refine((text) => !Number.isNaN(Date.parse(text)), "is no moment; write 2026-11-22T18:30:00Z")
    .transform((text) => Date.parse(text)),
]);

const deletionSchema = z.object({ delete: id });

const postSchema = z.object({
  text: z.string().max(textLengthMax),
  author: z.union([
    name.transform((handle) => ({ id: handle, handle, name: "" })),
    z
      .object({ id: name.optional(), handle: name.optional(), name: z.string().max(512).default("") })
      .refine((author) => (author.id ?? author.handle) !== undefined, "needs an id or a handle")
      .transform((author) => ({
        id: author.id ?? author.handle!,
        handle: author.handle ?? author.id!,
        name: author.name,
      })),
  ]),
  id: id.optional(),
  createdAt: moment.optional(),
  language: z.string().max(35).default(""),
  url: z.string().max(2_048).default(""),
  replyTo: z.string().max(512).default(""),
  repostOf: z.string().max(512).default(""),
  media: z
    .array(z.enum(["image", "video", "audio"]))
    .max(16)
    .default([]),
  links: z.array(z.string().max(2_048)).max(64).default([]),
  likes: count,
  reposts: count,
  replies: count,
});

export type ParsedLine =
  | { readonly event: FeedEvent }
  /** Where in the value, as "author.handle", "" for all of it, and why. Nothing of what stood there. */
  | { readonly event: null; readonly path: string; readonly reason: string };

/**
 * A post as people and programs write it: `{"text": "…", "author": "mira"}` at least, or `{"delete": "ID"}`.
 * A post without an id gets one from its author, text and time, so that the same line again is the same post.
 */
export function parsePostLine(value: unknown, source: PostSource, nowMs: number): ParsedLine {
  const isDeletion = typeof value === "object" && value !== null && Object.hasOwn(value, "delete");
  if (isDeletion) {
    const parsed = deletionSchema.safeParse(value);
    return parsed.success
      ? { event: { type: "delete", ref: { source, id: parsed.data.delete } } }
      : refusal(parsed.error);
  }
  const parsed = postSchema.safeParse(value);
  if (!parsed.success) return refusal(parsed.error);
  const { createdAt, likes = 0, reposts = 0, replies = 0, ...line } = parsed.data;
  const post = newPost({
    ...line,
    source,
    id: line.id ?? idOf(line.author.id, line.text, createdAt),
    createdAtMs: createdAt ?? nowMs,
    arrivedAtMs: nowMs,
    engagement: { likes, reposts, replies },
  });
  return { event: { type: "post", post } };
}

function idOf(...parts: readonly (string | number | undefined)[]): string {
  return createHash("sha256").update(JSON.stringify(parts)).digest("base64url").slice(0, 22);
}

function refusal(error: z.ZodError): ParsedLine {
  const issue = error.issues[0];
  return { event: null, path: issue?.path.join(".") ?? "", reason: issue?.message ?? "cannot be read" };
}
