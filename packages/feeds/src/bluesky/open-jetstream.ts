import { type FeedAsk, PostsError } from "@grok/posts";
import { z } from "zod";
import { type FeedSocket, type FeedTools, SocketRefused } from "../feed-module.ts";
import { retryAfterMsOf } from "../http/retry-after.ts";
import { type JetstreamWish, streamAddress } from "./jetstream-address.ts";
import { cursorFor, type JetstreamPosition, type JetstreamWire } from "./jetstream-cursor.ts";
import { fetchDictionary, type ZstdDictionary } from "./zstd-dictionary.ts";

/** Fifteen times the longest post with all that the lexicon lets it carry. */
export const messageBytesMax = 512 * 1024;
const openWithinMs = 15_000;

/** An open stream, and how its messages are to be read. */
export interface OpenJetstream {
  readonly socket: FeedSocket;
  readonly host: string;
  readonly wire: JetstreamWire;
  readonly dictionary: ZstdDictionary | null;
}

export interface OpenJetstreamOptions {
  /** As the user typed it. */
  readonly base: string;
  readonly wish: Pick<JetstreamWish, "collections" | "accounts">;
  readonly compress: boolean;
  readonly tools: Pick<FeedTools, "fetch" | "openSocket" | "now">;
  readonly ask: Pick<FeedAsk, "signal" | "tell">;
}

/**
 * Opens the stream after `position`, on the second wire where the instance has it, else on the first.
 * A number that the instance keeps no longer becomes the time, from which it goes on as early as it can; that is told
 * as a gap. Throws `PostsError`.
 */
export async function openJetstream(
  position: JetstreamPosition | null,
  options: OpenJetstreamOptions,
): Promise<OpenJetstream> {
  const { base, wish, compress, tools, ask } = options;
  const host = new URL(base).host;
  let dictionary: ZstdDictionary | null = null;
  if (compress) dictionary = await dictionaryOrNone(options);
  const open = async (wire: JetstreamWire, from: JetstreamPosition | null): Promise<OpenJetstream> => {
    const cursor = from && cursorFor(from, host, wire);
    const packed = wire === "v2" ? dictionary : null;
    const dictionaryId = packed?.id ?? null;
    const address = streamAddress(base, wire, { ...wish, messageBytesMax, cursor, dictionaryId });
    const socket = await tools.openSocket(address, { signal: ask.signal, messageBytesMax, openWithinMs });
    return { socket, host, wire, dictionary: packed };
  };
  try {
    return await open("v2", position);
  } catch (error) {
    if (!(error instanceof SocketRefused)) throw error;
    const name = refusalName(error);
    if (name === "CursorTooOld" && position !== null) {
      ask.tell({ type: "gap", message: `${host} no longer keeps what came after the last stored event.` });
      return await open("v2", byTime(position)).catch((again) => refuse(host, again, tools.now()));
    }
    if (error.status !== 404 && error.status !== 405 && error.status !== 400)
      return refuse(host, error, tools.now());
  }
  return await open("v1", position).catch((error) => refuse(host, error, tools.now()));
}

/** The same place without its number, which the instance does not know or means something else by. */
export function byTime(position: JetstreamPosition): JetstreamPosition {
  return { ...position, seq: null };
}

/** An instance of the first wire alone has none; it is then read as plain text. */
async function dictionaryOrNone({ base, tools, ask }: OpenJetstreamOptions): Promise<ZstdDictionary | null> {
  try {
    return await fetchDictionary(base, { tools, signal: ask.signal });
  } catch (error) {
    if (error instanceof PostsError && error.code === "bad-answer") return null;
    throw error;
  }
}

const envelope = z.object({ error: z.string() });

/** "CursorTooOld" and so on; "" where the answer has no such name. */
function refusalName({ body }: SocketRefused): string {
  try {
    return envelope.parse(JSON.parse(body)).error;
  } catch {
    return "";
  }
}

function refuse(host: string, error: unknown, nowMs: number): never {
  if (!(error instanceof SocketRefused)) throw error;
  const { status } = error;
  if (status === 429)
    throw new PostsError("too-many", `${host} takes no more connections now.`, {
      retryAfterMs: retryAfterMsOf(error.retryAfter, nowMs) ?? 60_000,
    });
  if (status === 401 || status === 403)
    throw new PostsError("refused", `${host} answered ${status}: it does not let this feed in.`);
  if (status >= 500) throw new PostsError("unreachable", `${host} answered ${status}.`);
  throw new PostsError(
    "bad-answer",
    `${host} answered ${status} where a stream of Jetstream was expected. Check the address of the feed.`,
  );
}
