import type { IncomingMessage } from "node:http";
import { PostsError } from "@grok/posts";
import { WebSocket } from "ws";
import { type FeedSocketOptions, type OpenSocket, SocketRefused } from "../feed-module.ts";
import { PulledSocket } from "./pulled-socket.ts";

const refusalBytesMax = 4_096;

/**
 * `OpenSocket` over the package `ws`: the WebSocket that Node brings cannot pause, bound a message, send headers or
 * tell with what status a server refused. Compression is left off, since it costs a context of memory a connection
 * and Jetstream has its own.
 */
export const openSocket: OpenSocket = async (url, options) => {
  const { signal, messageBytesMax, openWithinMs, headers } = options;
  if (signal.aborted) throw unreachable(url, "it was not asked for any more");
  const socket = new WebSocket(url, {
    perMessageDeflate: false,
    maxPayload: messageBytesMax,
    handshakeTimeout: openWithinMs,
    followRedirects: false,
    headers: { ...headers },
  });
  // Made before anything can arrive: the first messages may come with the answer to the handshake.
  const pulled = new PulledSocket(socket, new URL(url).host, options.signal);
  try {
    await opened(socket, url, options);
    return pulled;
  } catch (error) {
    pulled.close();
    throw error;
  }
};

function opened(socket: WebSocket, url: string, { signal }: FeedSocketOptions): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const onAbort = () => reject(unreachable(url, "it was not asked for any more"));
  signal.addEventListener("abort", onAbort, { once: true });
  socket.once("open", resolve);
  socket.once("error", (error) => reject(unreachable(url, reasonOf(error), error)));
  socket.once("unexpected-response", (request, response) => {
    readRefusal(response).then(
      (refused) => {
        request.destroy();
        reject(refused);
      },
      (error) => reject(unreachable(url, reasonOf(error), error)),
    );
  });
  return promise.finally(() => signal.removeEventListener("abort", onAbort));
}

async function readRefusal(response: IncomingMessage): Promise<SocketRefused> {
  response.setTimeout(5_000, () => response.destroy());
  let body = Buffer.alloc(0);
  for await (const chunk of response) {
    body = Buffer.concat([body, chunk]);
    if (body.length >= refusalBytesMax) break;
  }
  const text = body.subarray(0, refusalBytesMax).toString("utf8");
  return new SocketRefused(response.statusCode ?? 0, text, response.headers["retry-after"] ?? null);
}

function unreachable(url: string, reason: string, cause?: unknown): PostsError {
  return new PostsError("unreachable", `Cannot open a WebSocket to ${new URL(url).host}: ${reason}.`, {
    cause,
  });
}

/** The system's code where there is one ("ECONNREFUSED"): it can be looked up. */
function reasonOf(error: unknown): string {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (typeof code === "string") return code;
  return error instanceof Error ? error.message.replace(/\.$/, "") : "it failed";
}
