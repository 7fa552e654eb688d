import type { OutgoingHttpHeaders } from "node:http";
import type { Request, Response } from "./handler.ts";

/** Answers with a whole body; HEAD gets the headers alone. */
export function send(
  request: Request,
  response: Response,
  status: number,
  contentType: string,
  body: string | Uint8Array,
  headers: OutgoingHttpHeaders = {},
): void {
  const bytes = typeof body === "string" ? Buffer.from(body) : body;
  response.writeHead(status, { "content-type": contentType, "content-length": bytes.length, ...headers });
  response.end(request.method === "HEAD" ? undefined : bytes);
}

export function sendJson(
  request: Request,
  response: Response,
  status: number,
  value: unknown,
  headers: OutgoingHttpHeaders = {},
): void {
  send(request, response, status, "application/json", `${JSON.stringify(value)}\n`, {
    "cache-control": "no-store",
    ...headers,
  });
}

/** The path of the request's target without its query; "/" where it has none that can be read. */
export function pathOf(request: Request): string {
  return (request.url ?? "/").split("?", 1)[0] || "/";
}
