import { ConnectError, createContextKey, type HandlerContext } from "@connectrpc/connect";
import { connectionKey } from "../../rpc/connection.ts";
import type { ApiCaller } from "../api-access.ts";
import { ApiError } from "../api-error.ts";
import { readerPatienceMs } from "../rest/room-to-write.ts";
import { toApiError } from "../to-api-error.ts";

/** Whoever calls; set before a call reaches its service. */
export const callerKey = createContextKey<ApiCaller | null>(null, { description: "who calls" });

/** One call of xAI's gRPC. */
export interface XaiCall {
  readonly caller: ApiCaller;
  /** Aborts when the client leaves, its deadline passes, or the server goes down. */
  readonly signal: AbortSignal;
  /** Of the answer: what is put here before its first piece is told with it. */
  readonly headers: Headers;
  /** What the client says of the conversation that the call belongs to. */
  readonly conversation: string | undefined;
}

/** A method that answers once; errors leave it as the API tells them. */
export function unary<I, O>(work: (request: I, call: XaiCall) => O | Promise<O>) {
  return async (request: I, context: HandlerContext): Promise<O> => {
    try {
      return await work(request, callOf(context));
    } catch (error) {
      throw toldError(error, context.signal);
    }
  };
}

/** A method that answers in pieces. */
export function streamed<I, O>(work: (request: I, call: XaiCall) => AsyncIterable<O>) {
  return async function* (request: I, context: HandlerContext): AsyncGenerator<O> {
    let timer: NodeJS.Timeout | undefined;
    try {
      for await (const piece of work(request, callOf(context))) {
        timer = setTimeout(() => context.values.get(connectionKey).destroy(), readerPatienceMs);
        yield piece;
        clearTimeout(timer);
      }
    } catch (error) {
      throw toldError(error, context.signal);
    } finally {
      clearTimeout(timer);
    }
  };
}

function callOf({ values, signal, requestHeader, responseHeader }: HandlerContext): XaiCall {
  const caller = values.get(callerKey);
  if (caller === null) throw new Error("a call of xAI's gRPC came past its door");
  const conversation = requestHeader.get("x-grok-conv-id")?.slice(0, 512) || undefined;
  return { caller, signal, headers: responseHeader, conversation };
}

/** After an abort, why there was one; whatever else failed then is only its consequence. */
function toldError(error: unknown, signal: AbortSignal): unknown {
  if (!signal.aborted) return toApiError(error);
  if (signal.reason instanceof ConnectError) return signal.reason;
  return new ApiError("unavailable", "The server is going down; ask again when it is back.");
}
