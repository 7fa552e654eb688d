// The way in to xAI's gRPC: who calls is asked before a byte of the call is read, and what is not served is refused by
// its name. Everything is told in gRPC's own form, a status in the trailers of an answer without a body.
import type { ConnectError } from "@connectrpc/connect";
import { setTrailerStatus } from "@connectrpc/connect/protocol-grpc";
import type { Request, Response } from "../../http/handler.ts";
import { isLocalCaller } from "../../http/local-caller.ts";
import { pathOf, send } from "../../http/send.ts";
import { errorFields, type Log } from "../../log/log.ts";
import type { RpcHandler } from "../../rpc/connect-handler.ts";
import { errorCodeHeader, toConnectError } from "../../rpc/error-codes.ts";
import { sendAnswer } from "../../rpc/send-answer.ts";
import type { ApiAccess } from "../api-access.ts";
import { ApiError } from "../api-error.ts";
import { callerKey } from "./xai-call.ts";

/** Paths of `xai_api` and of xAI's `collections`. */
export function isXaiPath(path: string): boolean {
  return path.startsWith("/xai_api.") || path.startsWith("/collections.");
}

interface Door {
  readonly access: ApiAccess;
  readonly rpc: RpcHandler;
  readonly log: Log;
}

/** Answers calls of xAI's gRPC through `rpc`; null where the path is none of theirs. */
export function createXaiDoor(access: ApiAccess, rpc: RpcHandler, log: Log): RpcHandler {
  const door = { access, rpc, log };
  return (request, response) => (isXaiPath(pathOf(request)) ? enter(door, request, response) : null);
}

async function enter({ access, rpc, log }: Door, request: Request, response: Response): Promise<void> {
  if (!/^application\/grpc(\+proto)?(;|$)/i.test(request.headers["content-type"] ?? ""))
    return send(request, response, 415, "text/plain; charset=utf-8", "This is gRPC; over HTTP, ask /v1.\n");
  try {
    const caller = await access.identify({
      authorization: request.headers.authorization,
      local: isLocalCaller(request),
      address: request.socket.remoteAddress,
    });
    const call = rpc(request, response, (values) => values.set(callerKey, caller));
    if (call === null) throw new ApiError("not-supported", notServed(pathOf(request)));
    await call;
  } catch (error) {
    const told = toConnectError(error);
    if (told.metadata.get(errorCodeHeader) === "internal")
      log("error", "a call failed at the door", { path: pathOf(request), ...errorFields(error) });
    await refuse(request, response, told);
  }
}

function notServed(path: string): string {
  const name = path.slice(1, 100).replace("/", ".");
  return `${name} is not served here. Of xAI's gRPC there are Auth, Chat, Embedder, Files, Models, Sample and Tokenize.`;
}

function refuse(request: Request, response: Response, error: ConnectError): Promise<void> {
  const trailer = new Headers();
  setTrailerStatus(trailer, error);
  // A body that nobody wants is read away, so that the refusal gets out.
  request.resume();
  const header = new Headers({ "content-type": "application/grpc+proto" });
  return sendAnswer({ status: 200, header, body: nothing(), trailer }, response);
}

async function* nothing(): AsyncGenerator<Uint8Array> {}
