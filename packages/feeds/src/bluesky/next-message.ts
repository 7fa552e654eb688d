import { PostsError } from "@grok/posts";
import type { FeedSocket, FeedTools } from "../feed-module.ts";

const silent = Symbol("silent");

/**
 * `socket.next()`, which has to answer within `silenceMsMax`; null waits for ever. Whether the connection itself
 * still stands is the socket's business: this is about an instance that is there and tells nothing.
 */
export async function nextMessage(
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
