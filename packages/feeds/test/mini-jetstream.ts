import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import { WebSocketServer } from "ws";
import { History, type MiniEvent } from "./mini-jetstream/history.ts";
import { dictionaryId, type Packing, type Refusal, readRequest } from "./mini-jetstream/request.ts";
import { Subscriber } from "./mini-jetstream/subscriber.ts";

export type { MiniEvent } from "./mini-jetstream/history.ts";

export interface MiniJetstreamOptions {
  /** Default both. An instance without the second answers 404 for it, as old ones do. */
  readonly wires?: readonly ("v1" | "v2")[];
  /** Events kept for those who come back; default 100,000. */
  readonly historyMax?: number;
  /** A zstd dictionary (RFC 8878, section 5) to offer on the second wire; default none. */
  readonly dictionary?: Uint8Array;
  /** A subscriber so many events behind that takes nothing is dropped as too slow; default never. */
  readonly lagMax?: number;
  readonly now?: () => number;
  /** The number before that of the first event; a new archive at the same address begins anew. */
  readonly firstSeq?: number;
  /** 0 is any that is free. */
  readonly port?: number;
}

/** A Jetstream server on the loopback address that speaks both wires as their documents have it. */
export interface MiniJetstream {
  /** "http://127.0.0.1:PORT". */
  readonly url: string;
  readonly port: number;
  /** Numbers of those connected now. */
  readonly subscribers: number;
  /** What was asked for, in order: path and query. */
  readonly requests: readonly string[];
  push(events: readonly MiniEvent[]): void;
  /** Drops everybody: without a word, or as the server does with those who are too slow. */
  kick(how?: "break" | "too-slow"): void;
  /** From now on opening is refused with this status; null lets everybody in again. */
  refuse(refusal: Refusal | null): void;
  close(): Promise<void>;
}

export async function startMiniJetstream(options: MiniJetstreamOptions = {}): Promise<MiniJetstream> {
  const {
    wires = ["v1", "v2"],
    historyMax = 100_000,
    dictionary = null,
    lagMax = Number.POSITIVE_INFINITY,
  } = options;
  const packing: Packing | null = dictionary && { bytes: dictionary, id: dictionaryId(dictionary) };
  const history = new History({
    max: historyMax,
    firstSeq: options.firstSeq ?? 1,
    now: options.now ?? Date.now,
  });
  const subscribers = new Set<Subscriber>();
  const requests: string[] = [];
  let refusal: Refusal | null = null;

  const server = createServer((request, response) => {
    requests.push(request.url ?? "");
    const path = new URL(request.url ?? "/", "http://mini").pathname;
    if (packing === null || path !== "/xrpc/network.bsky.jetstream.getZstdDictionary") {
      response.writeHead(404, { "content-type": "application/json" }).end('{"error":"MethodNotImplemented"}');
      return;
    }
    response.writeHead(200, { "content-type": "application/octet-stream" }).end(packing.bytes);
  });
  const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false });
  const refuse = (duplex: Duplex, { status, error = "", message = "", retryAfter }: Refusal) => {
    const body = JSON.stringify({ error, message });
    const later = retryAfter === undefined ? "" : `retry-after: ${retryAfter}\r\n`;
    duplex.end(
      `HTTP/1.1 ${status} Refused\r\ncontent-type: application/json\r\n${later}content-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
    );
  };
  server.on("upgrade", (request: IncomingMessage, duplex: Duplex, head: Buffer) => {
    requests.push(request.url ?? "");
    duplex.on("error", () => duplex.destroy());
    if (refusal !== null) return refuse(duplex, refusal);
    const wish = readRequest(request.url ?? "/", { wires, packing, history });
    if ("status" in wish) return refuse(duplex, wish);
    sockets.handleUpgrade(request, duplex, head, (socket) => {
      const subscriber = new Subscriber(socket, wish, { history, packing, lagMax });
      subscribers.add(subscriber);
      socket.on("close", () => subscribers.delete(subscriber));
      subscriber.pump();
    });
  });
  server.listen(options.port ?? 0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;

  return {
    url: `http://127.0.0.1:${port}`,
    port,
    get subscribers() {
      return subscribers.size;
    },
    requests,
    push(events) {
      history.add(events);
      for (const subscriber of subscribers) subscriber.pump();
    },
    kick(how = "break") {
      for (const subscriber of subscribers) subscriber.drop(how);
    },
    refuse(next) {
      refusal = next;
    },
    async close() {
      for (const subscriber of subscribers) subscriber.drop("break");
      sockets.close();
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
