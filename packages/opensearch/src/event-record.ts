// One event as it lies in the topic. Records of a partition are applied in their order, and whatever concerns a post lies
// in the partition of that post.

import { type FeedEvent, postKey, postSources } from "@grok/posts";
import { z } from "zod";
import { postSchema } from "./post-document.ts";

const counts = z.object({ likes: z.number(), reposts: z.number(), replies: z.number() }).partial();
const ref = z.object({ source: z.enum(postSources), id: z.string() });

const eventSchema = z.union([
  z.object({ type: z.literal("post"), post: postSchema }),
  z.object({ type: z.literal("delete"), ref }),
  z.object({ type: z.literal("delete-author"), source: z.enum(postSources), authorId: z.string() }),
  z.object({ type: z.literal("engagement"), ref, set: counts }),
  z.object({ type: z.literal("engagement"), ref, add: counts }),
]);

const recordSchema = z.object({
  /** The process that waits for it. */
  from: z.string(),
  /** Its batch, and the place of the event in it; a deletion of an author has several. */
  batch: z.number(),
  at: z.number(),
  /** When it was taken in. */
  atMs: z.number(),
  /** Of a new post. */
  order: z.number(),
  event: eventSchema,
});

export type EventRecord = Omit<z.infer<typeof recordSchema>, "event"> & { readonly event: FeedEvent };

/** A record and where it lies. */
export interface PlacedRecord extends EventRecord {
  readonly partition: number;
  /** Grows with every event of a partition, also where the topic was made anew. */
  readonly sequence: number;
}

/** More events than any partition ever holds. */
const offsetsMax = 2 ** 43;

/** `generation`: counts the topics that were in use, from 1; below 1,024 all numbers are exact. */
export function sequenceOf(generation: number, offset: bigint): number {
  return generation * offsetsMax + Number(offset);
}

export function encodeRecord(record: EventRecord): Buffer {
  return Buffer.from(JSON.stringify(record));
}

/** Null for what is no record of ours. */
export function decodeRecord(value: Buffer): EventRecord | null {
  try {
    const parsed = recordSchema.safeParse(JSON.parse(value.toString()));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

/** The partitions that have to know of `event`: of the post that it changes, or all. */
export function partitionsOf(event: FeedEvent, partitions: number): readonly number[] {
  if (event.type === "delete-author") return Array.from({ length: partitions }, (_, at) => at);
  return [partitionOf(keyOf(event), partitions)];
}

/** A repost lies with what it passes on, for that is what it changes. */
function keyOf(event: Exclude<FeedEvent, { type: "delete-author" }>): string {
  if (event.type !== "post") return postKey(event.ref);
  const { source, id, repostOf } = event.post;
  return postKey({ source, id: repostOf === "" ? id : repostOf });
}

/** FNV-1a; ours, because records of a post must lie together whatever a client's default is. */
function partitionOf(key: string, partitions: number): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < key.length; at++) hash = Math.imul(hash ^ key.charCodeAt(at), 0x01000193);
  return (hash >>> 0) % partitions;
}
