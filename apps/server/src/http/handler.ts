import type { IncomingHttpHeaders, OutgoingHttpHeaders } from "node:http";
import type { Readable, Writable } from "node:stream";

/** A request of HTTP/1.1 or HTTP/2: what both have. */
export interface Request extends Readable {
  readonly method?: string | undefined;
  readonly url?: string | undefined;
  readonly headers: IncomingHttpHeaders & { ":authority"?: string | undefined };
  readonly httpVersion: string;
  readonly socket: { readonly remoteAddress?: string | undefined };
}

/** An answer of HTTP/1.1 or HTTP/2. */
export interface Response extends Writable {
  statusCode: number;
  readonly headersSent: boolean;
  setHeader(name: string, value: string): unknown;
  writeHead(status: number, headers?: OutgoingHttpHeaders): unknown;
}

export type Handler = (request: Request, response: Response) => void;
