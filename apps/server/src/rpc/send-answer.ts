import type { UniversalServerResponse } from "@connectrpc/connect/protocol";
import { universalResponseToNodeResponse } from "@connectrpc/connect-node";
import type { Response } from "../http/handler.ts";

type NodeResponse = Parameters<typeof universalResponseToNodeResponse>[1];

/**
 * Sends what a service answered. What gRPC tells without any message goes out as one block of headers ("trailers-only"):
 * calls that are answered so, and no others, are tried again by gRPC's own clients.
 */
export async function sendAnswer(answer: UniversalServerResponse, response: Response): Promise<void> {
  const isGrpc = /^application\/grpc(\+|;|$)/.test(answer.header?.get("content-type") ?? "");
  if (!isGrpc || answer.body === undefined)
    return universalResponseToNodeResponse(answer, response as NodeResponse);
  const iterator = answer.body[Symbol.asyncIterator]();
  const first = await iterator.next();
  if (!first.done) {
    const body = { [Symbol.asyncIterator]: () => goingOn(first, iterator) };
    return universalResponseToNodeResponse({ ...answer, body }, response as NodeResponse);
  }
  response.statusCode = answer.status;
  for (const block of [answer.header, answer.trailer])
    for (const [name, value] of block ?? []) response.setHeader(name, value);
  response.end();
}

/** `iterator` as if its `first` step had not been taken. */
function goingOn<T>(first: IteratorResult<T>, iterator: AsyncIterator<T>): AsyncIterator<T> {
  let pending: IteratorResult<T> | null = first;
  return {
    next() {
      const step = pending;
      pending = null;
      return step === null ? iterator.next() : Promise.resolve(step);
    },
    throw: (error) => iterator.throw?.(error) ?? Promise.reject(error),
    return: (value) => iterator.return?.(value) ?? Promise.resolve({ done: true, value }),
  };
}
