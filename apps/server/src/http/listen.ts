// One port for HTTP/1.1 (browsers, REST) and clear-text HTTP/2 (gRPC), told apart by a connection's first bytes:
// every HTTP/2 connection begins with "PRI * HTTP/2.0" (RFC 9113, section 3.4), which no HTTP/1 request does.
import { createServer, type Server } from "node:http";
import { createServer as createHttp2Server, type ServerHttp2Session } from "node:http2";
import type { AddressInfo, Socket } from "node:net";
import { ServerError } from "../server-error.ts";
import type { Handler } from "./handler.ts";

/** A connection that says nothing for so long is closed. */
const silenceMaxMs = 10_000;
const preface = "PRI";

export interface Listening {
  readonly port: number;
  /** Takes no more connections, lets answers under way finish for `graceMs`, then closes what is left. */
  close(graceMs: number): Promise<void>;
}

/** Serves `handler` at `host`:`port`; 0 takes a free port. Throws `ServerError` "port-taken". */
export async function listen(host: string, port: number, handler: Handler): Promise<Listening> {
  const sessions = new Set<ServerHttp2Session>();
  const http2 = createHttp2Server({ settings: { maxConcurrentStreams: 250 } }, handler);
  http2.on("session", (session) => {
    sessions.add(session);
    session.on("close", () => sessions.delete(session));
  });
  const http1 = createServer({ keepAliveTimeout: 30_000 }, handler);
  const takeHttp1 = http1.listeners("connection") as ((socket: Socket) => void)[];
  http1.removeAllListeners("connection");
  const sockets = new Set<Socket>();
  const undecided = new Set<Socket>();
  http1.on("connection", (socket) => {
    sockets.add(socket);
    undecided.add(socket);
    socket.on("close", () => {
      sockets.delete(socket);
      undecided.delete(socket);
    });
    peek(socket, (isHttp2) => {
      undecided.delete(socket);
      if (isHttp2) http2.emit("connection", socket);
      else for (const take of takeHttp1) take.call(http1, socket);
    });
  });
  await bind(http1, host, port);
  const close = async (graceMs: number) => {
    const closed = new Promise<void>((resolve) => http1.close(() => resolve()));
    for (const session of sessions) session.close();
    for (const socket of undecided) socket.destroy();
    // A closed session leaves its connection half open until the peer ends its half as well.
    const timer = setTimeout(() => {
      for (const socket of sockets) socket.destroy();
    }, graceMs);
    await closed;
    clearTimeout(timer);
  };
  return { port: (http1.address() as AddressInfo).port, close };
}

/** Waits for enough bytes to decide, puts them back and says whether HTTP/2 is spoken. */
function peek(socket: Socket, decide: (isHttp2: boolean) => void): void {
  let head = Buffer.alloc(0);
  const giveUp = () => socket.destroy();
  const look = () => {
    head = Buffer.concat([head, (socket.read() as Buffer | null) ?? Buffer.alloc(0)]);
    const start = head.subarray(0, preface.length).toString("latin1");
    if (start.length < preface.length && preface.startsWith(start)) return void socket.once("readable", look);
    socket.setTimeout(0, giveUp);
    socket.off("error", giveUp).off("end", giveUp);
    socket.unshift(head);
    decide(start === preface);
  };
  socket.setTimeout(silenceMaxMs, giveUp);
  socket.on("error", giveUp).on("end", giveUp).once("readable", look);
}

function bind(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => reject(bindError(error, host, port)));
    server.listen({ host, port }, resolve);
  });
}

function bindError(error: NodeJS.ErrnoException, host: string, port: number): ServerError {
  if (error.code === "EADDRINUSE")
    return new ServerError(
      "port-taken",
      `Port ${port} of ${host} is in use by another program. Start with --port ${port + 1}, or --port 0 for any free one.`,
      { cause: error },
    );
  if (error.code === "EACCES")
    return new ServerError(
      "port-taken",
      `Port ${port} may not be used by this user. Start with a port over 1023, --port 4242 for instance.`,
      { cause: error },
    );
  return new ServerError(
    "bad-config",
    `The address ${host}, port ${port}, cannot be served on: ${error.message}.`,
    {
      cause: error,
    },
  );
}
