import type { FeedAsk, FeedBatch } from "@grok/posts";
import { z } from "zod";
import type { FeedTools } from "../feed-module.ts";
import { untilLate } from "../http/until-late.ts";
import { mergeSources } from "../merge.ts";
import { askMastodon } from "./mastodon-server.ts";
import { readStream } from "./read-stream.ts";
import type { Stream } from "./streams.ts";

export interface MastodonOptions {
  readonly base: string;
  readonly token: string;
  readonly streams: readonly Stream[];
}

/** The newest id of each stream, and whose ids they are. */
const cursorSchema = z.object({ base: z.string(), newest: z.record(z.string(), z.string()) });

/** All streams of one server at once, for ever. */
export async function* readMastodon(
  { base, token, streams }: MastodonOptions,
  tools: FeedTools,
  { cursor, signal, tell }: FeedAsk,
): AsyncGenerator<FeedBatch> {
  const newest = newestIn(cursor, base);
  const all = untilLate(signal, Number.POSITIVE_INFINITY);
  const server = askMastodon({ base, token }, tools, all.signal);
  const sources = streams.map((stream) =>
    readStream({ stream, server, after: newest.get(stream.name) ?? null, now: tools.now, tell }),
  );
  for await (const { stream, events, newestId } of mergeSources(sources, all.end)) {
    if (newestId !== null) newest.set(stream, newestId);
    const next = newestId === null ? null : JSON.stringify({ base, newest: Object.fromEntries(newest) });
    yield { events, cursor: next };
  }
}

/** What is of another server, or no cursor at all, says nothing. */
function newestIn(cursor: string | null, base: string): Map<string, string> {
  try {
    const parsed = cursorSchema.parse(JSON.parse(cursor ?? "null"));
    return new Map(parsed.base === base ? Object.entries(parsed.newest) : []);
  } catch {
    return new Map();
  }
}
