import type { UniversalServerResponse } from "@connectrpc/connect/protocol";
import { universalResponseToNodeResponse } from "@connectrpc/connect-node";
import type { Response } from "../http/handler.ts";

type NodeResponse = Parameters<typeof universalResponseToNodeResponse>[1];

const messageHeader = "grpc-message";

/**
 * Sends what a service answered. What gRPC tells without any message goes out as one block of headers ("trailers-only"):
 * calls that are answered so, and no others, are tried again by gRPC's own clients.
 */
export async function sendAnswer(answer: UniversalServerResponse, response: Response): Promise<void> {
  const isGrpc = /^application\/grpc(\+|;|$)/.test(answer.header?.get("content-type") ?? "");
  if (!isGrpc || answer.body === undefined)
    return universalResponseToNodeResponse(answer, response as NodeResponse);
  const { trailer = new Headers() } = answer;
  const iterator = answer.body[Symbol.asyncIterator]();
  const first = await iterator.next();
  if (!first.done) {
    const body = { [Symbol.asyncIterator]: () => goingOn(first, iterator, () => spellPlainly(trailer)) };
    return universalResponseToNodeResponse({ ...answer, body }, response as NodeResponse);
  }
  spellPlainly(trailer);
  response.statusCode = answer.status;
  for (const block of [answer.header, trailer])
    for (const [name, value] of block ?? []) response.setHeader(name, value);
  response.end();
}

/**
 * The library escapes commas and the like, too, which gRPC's client for Node does not read back; gRPC itself asks for
 * "%", controls and what is no ASCII alone.
 */
function spellPlainly(trailer: Headers): void {
  const message = trailer.get(messageHeader);
  if (message !== null) trailer.set(messageHeader, encodeURI(decodeURIComponent(message)));
}

/** `iterator` as if its `first` step had not been taken; `ended` is called at its end. */
function goingOn<T>(
  first: IteratorResult<T>,
  iterator: AsyncIterator<T>,
  ended: () => void,
): AsyncIterator<T> {
  let pending: IteratorResult<T> | null = first;
  return {
    async next() {
      const step = pending ?? (await iterator.next());
      pending = null;
      if (step.done) ended();
      return step;
    },
    throw: (error) => iterator.throw?.(error) ?? Promise.reject(error),
    return: (value) => iterator.return?.(value) ?? Promise.resolve({ done: true, value }),
  };
}
