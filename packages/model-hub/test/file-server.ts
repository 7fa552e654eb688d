// Real HTTP servers on 127.0.0.1 for tests, and a fetch that finds them under the names of hosts elsewhere.
import { statSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { TestContext } from "node:test";
import { setTimeout as wait } from "node:timers/promises";

export interface Seen {
  method: string;
  path: string;
  headers: IncomingMessage["headers"];
  body: string;
}

export interface FileServer {
  origin: string;
  /** Requests in the order they came. */
  seen: Seen[];
  /** Bytes of bodies handed to the network. */
  bytesSent: number;
}

export type Handler = (request: Seen, response: ServerResponse, server: FileServer) => void | Promise<void>;

/** Starts a server that ends with the test. */
export async function startServer(t: TestContext, handler: Handler): Promise<FileServer> {
  const server: FileServer = { origin: "", seen: [], bytesSent: 0 };
  const http = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    const seen = { method: request.method ?? "", path: request.url ?? "", headers: request.headers, body };
    server.seen.push(seen);
    await handler(seen, response, server);
  });
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  server.origin = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  t.after(() => {
    http.closeAllConnections();
    return new Promise((resolve) => http.close(resolve));
  });
  return server;
}

export interface SendOptions {
  etag?: string;
  /** False: the server does not know ranges and always sends all. */
  ranges?: boolean;
  /**
   * Breaks the connection after this many bytes of the body, once `part` holds them: what a client has not yet read
   * when a connection breaks is lost, and a test that counts bytes must not hang on how much that is.
   */
  cutAfter?: number;
  part?: string;
  /** Goes silent after this many bytes and keeps the connection open. */
  stallAfter?: number;
  /** Leaves Content-Length out. */
  chunked?: boolean;
}

/** Answers a request for a file as a web server does, ranges and If-Range included. */
export async function sendFile(
  request: Seen,
  response: ServerResponse,
  server: FileServer,
  bytes: Uint8Array,
  options: SendOptions = {},
): Promise<void> {
  const { etag, ranges = true } = options;
  const asked = /^bytes=(\d+)-$/.exec(request.headers.range ?? "")?.[1];
  const condition = request.headers["if-range"];
  const from =
    ranges && asked !== undefined && (condition === undefined || condition === etag)
      ? Number(asked)
      : undefined;
  if (from !== undefined && from >= bytes.length) {
    response.writeHead(416, { "content-range": `bytes */${bytes.length}` }).end();
    return;
  }
  const body = bytes.subarray(from ?? 0);
  response.writeHead(from === undefined ? 200 : 206, {
    ...(etag !== undefined && { etag }),
    ...(options.chunked !== true && { "content-length": body.length }),
    ...(from !== undefined && { "content-range": `bytes ${from}-${bytes.length - 1}/${bytes.length}` }),
  });
  const end = Math.min(options.cutAfter ?? body.length, options.stallAfter ?? body.length);
  server.bytesSent += Math.min(end, body.length);
  await new Promise<void>((resolve) => response.write(body.subarray(0, end), () => resolve()));
  if (options.stallAfter !== undefined) return;
  if (end < body.length) {
    if (options.part !== undefined) await grown(options.part, (from ?? 0) + end);
    response.destroy();
  } else {
    response.end();
  }
}

async function grown(path: string, bytes: number): Promise<void> {
  for (let look = 0; look < 2_000; look += 1) {
    if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) >= bytes) return;
    await wait(5);
  }
}

/**
 * A fetch that reaches local servers by the names of hosts elsewhere, so that redirects between hosts are real ones.
 * A host that nobody plays fails as one that cannot be reached.
 */
export function fetchAmong(hosts: Readonly<Record<string, FileServer>>): typeof fetch {
  return async (input, init) => {
    const url = new URL(String(input));
    const server = hosts[url.hostname];
    if (server === undefined) {
      throw new TypeError("fetch failed", { cause: new Error(`getaddrinfo ENOTFOUND ${url.hostname}`) });
    }
    return fetch(`${server.origin}${url.pathname}${url.search}`, init);
  };
}
