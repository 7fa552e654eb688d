import { PostsError } from "@grok/posts";
import { z } from "zod";

/** 1: `/subscribe`, events by time. 2: `network.bsky.jetstream.subscribeEvents`, events by number. */
export type JetstreamWire = "v1" | "v2";

/** Where a reader of Jetstream is. */
export interface JetstreamPosition {
  /** Host and port: numbers mean something at one instance alone. */
  readonly host: string;
  readonly wire: JetstreamWire;
  /** Of the last event; null on the first wire. */
  readonly seq: number | null;
  /** When the instance saw the last event, in µs since 1970. Means about the same at every instance. */
  readonly timeUs: number;
}

const position = z.object({
  host: z.string().min(1).max(300),
  wire: z.enum(["v1", "v2"]),
  seq: z.int().min(0).max(1e15).nullable(),
  timeUs: z.int().min(0),
});

/**
 * Events come to two instances at different times; how far they differ at most is not documented, "a few seconds" is
 * what the operators advise. What comes twice for it does no harm.
 */
const rewindUs = 5_000_000;

export function writeCursor(position: JetstreamPosition): string {
  return JSON.stringify(position);
}

/** Throws `PostsError` "bad-input" for a text that `writeCursor` did not write. */
export function readCursor(cursor: string): JetstreamPosition {
  let told: unknown;
  try {
    told = JSON.parse(cursor);
  } catch {
    told = null;
  }
  const parsed = position.safeParse(told);
  if (!parsed.success)
    throw new PostsError(
      "bad-input",
      "The stored place in the stream of Bluesky cannot be read. Remove the feed and set it up again.",
    );
  return parsed.data;
}

/**
 * The `cursor` to ask `host` for: a number from `seq` on (inclusive, as is the server's), or a time in µs, which
 * both wires tell apart from numbers by its size.
 */
export function cursorFor(position: JetstreamPosition, host: string, wire: JetstreamWire): number {
  if (position.host !== host) return position.timeUs - rewindUs;
  if (wire === "v2" && position.wire === "v2" && position.seq !== null) return position.seq;
  // One less, since it is not documented whether the first wire begins with the time itself or after it.
  return position.timeUs - 1;
}
