import { PostsError } from "@grok/posts";
import type { FeedSocket, FeedTools } from "../feed-module.ts";
import { type JetstreamMessage, parseFirstWire, parseSecondWire } from "./jetstream-message.ts";
import { messageBytesMax, type OpenJetstream } from "./open-jetstream.ts";
import { unpack } from "./zstd-dictionary.ts";

const messagesMax = 500;
const silent = Symbol("silent");

/** Messages that came together, in their order. */
export interface JetstreamMessages {
  readonly messages: readonly JetstreamMessage[];
  /** As many could not be read and were left out. */
  readonly unreadable: number;
}

/**
 * Waits for the next message, and takes what is there already beside it. Null once the stream was left.
 * Throws `PostsError` "unreachable" where it ended, or told nothing for `silenceMsMax`.
 */
export async function nextMessages(
  stream: OpenJetstream,
  options: {
    /** Null waits for ever: whether the connection stands is the socket's business. */
    readonly silenceMsMax: number | null;
    readonly tools: Pick<FeedTools, "sleep">;
    readonly signal: AbortSignal;
  },
): Promise<JetstreamMessages | null> {
  const { socket } = stream;
  const messages: JetstreamMessage[] = [];
  let unreadable = 0;
  do {
    const packed = await nextWithin(socket, stream.host, options);
    if (packed === null && options.signal.aborted) return null;
    if (packed === null) throw closed(stream);
    try {
      messages.push(parse(packed, stream));
    } catch {
      unreadable++;
    }
  } while (socket.waiting > 0 && messages.length + unreadable < messagesMax);
  return { messages, unreadable };
}

async function nextWithin(
  socket: FeedSocket,
  host: string,
  { silenceMsMax, tools }: { readonly silenceMsMax: number | null; readonly tools: Pick<FeedTools, "sleep"> },
): Promise<string | Uint8Array | null> {
  if (silenceMsMax === null || socket.waiting > 0) return socket.next();
  const heard = new AbortController();
  try {
    const silence = tools.sleep(silenceMsMax, heard.signal).then(() => silent);
    const message = await Promise.race([socket.next(), silence]);
    if (typeof message === "symbol")
      throw new PostsError("unreachable", `${host} told nothing for ${silenceMsMax / 1000} s.`);
    return message;
  } finally {
    heard.abort();
  }
}

function parse(packed: string | Uint8Array, { wire, dictionary }: OpenJetstream): JetstreamMessage {
  if (typeof packed !== "string" && dictionary === null)
    throw new TypeError("Bytes where text was agreed on.");
  const text = typeof packed === "string" ? packed : unpack(packed, dictionary!, messageBytesMax);
  return wire === "v2" ? parseSecondWire(text) : parseFirstWire(text);
}

function closed({ socket, host }: OpenJetstream): PostsError {
  const why = socket.closedBecause;
  const said = why === null ? "" : ` (${why.code}${why.reason === "" ? "" : `, ${why.reason}`})`;
  return new PostsError("unreachable", `${host} closed the connection${said}.`);
}
