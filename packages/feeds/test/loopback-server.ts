import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export interface LoopbackServer {
  /** "http://127.0.0.1:PORT" */
  readonly url: string;
  /** Requests so far. */
  readonly asked: number;
  /** Answers that are not finished. */
  readonly open: number;
  /** From now on, every request gets this status and running answers break; null ends it. */
  refuseWith(status: number | null, headers?: Record<string, string>): void;
  close(): Promise<void>;
}

/** A real HTTP server on a free port of the loopback interface. */
export async function startLoopbackServer(
  answer: (request: IncomingMessage, response: ServerResponse, url: URL) => void,
): Promise<LoopbackServer> {
  let asked = 0;
  let refusal: { status: number; headers: Record<string, string> } | null = null;
  const running = new Set<ServerResponse>();
  const server = createServer((request, response) => {
    asked++;
    running.add(response);
    response.on("close", () => running.delete(response));
    if (refusal !== null) response.writeHead(refusal.status, refusal.headers).end();
    else answer(request, response, new URL(request.url ?? "/", "http://loopback"));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    get asked() {
      return asked;
    },
    get open() {
      return running.size;
    },
    refuseWith(status, headers = {}) {
      refusal = status === null ? null : { status, headers };
      if (status !== null) for (const response of running) response.destroy();
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

export function sendJson(
  response: ServerResponse,
  value: unknown,
  headers: Record<string, string> = {},
): void {
  response.writeHead(200, { "content-type": "application/json", ...headers }).end(JSON.stringify(value));
}
