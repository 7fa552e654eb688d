import type { OutgoingHttpHeaders } from "node:http";
import type { Request, Response } from "../../http/handler.ts";
import { sendJson } from "../../http/send.ts";
import type { ApiCaller, RateLimits } from "../api-access.ts";
import { ApiError } from "../api-error.ts";
import { type Dialect, type Failure, failureOf, unexpectedFailure } from "./failure.ts";
import { rateLimitHeaders } from "./rate-limit-headers.ts";
import { readJson } from "./read-json.ts";

/** One request to the API, let in. */
export interface ApiCall {
  readonly request: Request;
  readonly response: Response;
  readonly caller: ApiCaller;
  readonly dialect: Dialect;
  /** What the path holds where the route has a place for it. */
  readonly captured: string;
  readonly query: URLSearchParams;
  /** Aborts when the client goes away. */
  readonly gone: AbortSignal;
  /** Aborts when the client goes away, or the server goes down. */
  readonly signal: AbortSignal;
  /** Ends the work as if the client had gone away. */
  abort(reason: unknown): void;
  /** Told of what nobody expected. */
  report(error: unknown): void;
}

/** Answers that are told where the client has gone are nobody's. */
export function answerJson(
  call: ApiCall,
  status: number,
  value: unknown,
  limits: RateLimits = {},
  headers: OutgoingHttpHeaders = {},
): void {
  if (call.response.destroyed) return;
  sendJson(call.request, call.response, status, value, { ...rateLimitHeaders(limits), ...headers });
}

export function jsonBody(call: ApiCall): Promise<unknown> {
  return readJson(call.request, call.signal);
}

/** What the header of xAI's clients says of the conversation that a request belongs to. */
export function conversationOf({ request }: ApiCall): string | undefined {
  const named = request.headers["x-grok-conv-id"];
  return typeof named === "string" && named !== "" ? named.slice(0, 512) : undefined;
}

/** `error` as it is told; a fault of this program is reported. */
export function toldFailure(
  call: Pick<ApiCall, "dialect" | "report" | "signal" | "gone">,
  error: unknown,
): Failure {
  // What fails while the server goes down fails for that.
  if (call.signal.aborted && !call.gone.aborted)
    error = new ApiError("unavailable", "The server is going down.");
  const failure = failureOf(error, call.dialect);
  if (failure !== null) return failure;
  call.report(error);
  return unexpectedFailure(call.dialect);
}

export function answerFailure(
  call: Pick<ApiCall, "request" | "response" | "dialect" | "report" | "signal" | "gone">,
  error: unknown,
  headers: OutgoingHttpHeaders = {},
): void {
  const { status, body, retryAfterMs } = toldFailure(call, error);
  if (call.response.headersSent) return void call.response.destroy();
  sendJson(call.request, call.response, status, body, {
    ...(retryAfterMs !== undefined && {
      "retry-after": `${Math.max(1, Math.ceil(retryAfterMs / 1000))}`,
      "retry-after-ms": `${Math.max(1, Math.ceil(retryAfterMs))}`,
    }),
    ...headers,
  });
}
