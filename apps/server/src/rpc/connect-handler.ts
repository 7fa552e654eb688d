// Services over Connect, gRPC-web and gRPC. Interceptors turn what services throw into errors of the wire; what fails
// before a service is reached (a body too long, bytes that are no message) is mended on its way out.
import {
  Code,
  ConnectError,
  type ConnectRouter,
  type ContextValues,
  createConnectRouter,
  createContextValues,
  type Interceptor,
} from "@connectrpc/connect";
import {
  compressionBrotli,
  compressionGzip,
  type connectNodeAdapter,
  universalRequestFromNodeRequest,
} from "@connectrpc/connect-node";
import type { Request, Response } from "../http/handler.ts";
import { isLocalCaller } from "../http/local-caller.ts";
import { pathOf, sendJson } from "../http/send.ts";
import { errorFields, type Log } from "../log/log.ts";
import { connectionKey, localCallerKey } from "./connection.ts";
import { errorCodeHeader, toConnectError } from "./error-codes.ts";
import { sendAnswer } from "./send-answer.ts";
import { mendWireError } from "./wire-error.ts";

type NodeServerRequest = Parameters<NodeHandlerFn>[0];
type NodeServerResponse = Parameters<NodeHandlerFn>[1];
type NodeHandlerFn = ReturnType<typeof connectNodeAdapter>;

export interface ConnectHandlerOptions {
  readonly routes: (router: ConnectRouter) => void;
  /** Limit of one message in bytes, where a route sets none of its own. */
  readonly readMaxBytes: number;
  /** Whether answers over 1 KiB are compressed; on this very machine that only costs time. */
  readonly compress: boolean;
  readonly log: Log;
  /** Told of every call that ended, with its Connect code in words. */
  readonly onCall: (method: string, code: string) => void;
  /** Ends streams when the server goes down. */
  readonly shutdown: AbortSignal;
}

/** Answers a call; null where the path is none of its services'. `put` may hand values to the service. */
export type RpcHandler = (
  request: Request,
  response: Response,
  put?: (values: ContextValues) => void,
) => Promise<void> | null;

export function createConnectHandler(options: ConnectHandlerOptions): RpcHandler {
  const router = createConnectRouter({
    acceptCompression: [compressionGzip, compressionBrotli],
    compressMinBytes: options.compress ? 1024 : Number.MAX_SAFE_INTEGER,
    readMaxBytes: options.readMaxBytes,
    // Strings that are not UTF-8 are refused, as protobuf's binary form does by itself.
    jsonOptions: { textDecoder: new TextDecoder("utf-8", { fatal: true }) } as object,
    interceptors: [errorsToWire(options)],
    shutdownSignal: options.shutdown,
  });
  options.routes(router);
  // A route registered again replaces the one before.
  const handlers = new Map(router.handlers.map((handler) => [handler.requestPath, handler]));

  return (request, response, put) => {
    const path = pathOf(request);
    const handler = handlers.get(path);
    if (handler === undefined) return path.startsWith("/grok.v1.") ? unknownMethod(request, response) : null;
    const values = createContextValues()
      .set(connectionKey, response)
      .set(localCallerKey, isLocalCaller(request));
    put?.(values);
    const universal = universalRequestFromNodeRequest(
      request as NodeServerRequest,
      response as NodeServerResponse,
      undefined,
      values,
    );
    return handler({ ...universal, body: bodyOf(request) })
      .then(mendWireError)
      .then((answer) => sendAnswer(answer, response))
      .catch((error) => {
        // The peer went away in the middle, which is its right.
        options.log("debug", "an answer was not taken", {
          method: handler.method.name,
          ...errorFields(error),
        });
        response.destroy();
      });
  };
}

async function unknownMethod(request: Request, response: Response): Promise<void> {
  const message = `There is no method ${pathOf(request).slice(0, 100)} here; this server may be older than what asks it.`;
  sendJson(request, response, 404, { code: "unimplemented", message }, { [errorCodeHeader]: "bad-message" });
}

/** The body without its habit of closing the connection when it is not read to its end: the refusal must get out. */
async function* bodyOf(request: Request): AsyncGenerator<Uint8Array> {
  try {
    yield* request.iterator({ destroyOnReturn: false });
  } finally {
    request.resume();
  }
}

function errorsToWire({ log, onCall }: ConnectHandlerOptions): Interceptor {
  return (next) => async (request) => {
    const method = request.method.name;
    const fail = (error: unknown): ConnectError => {
      const wireError = isGone(error)
        ? new ConnectError("the caller went away", Code.Canceled)
        : toConnectError(error);
      onCall(method, Code[wireError.code] ?? "Unknown");
      if (wireError.metadata.get(errorCodeHeader) === "internal")
        log("error", "a call failed", { method, ...errorFields(error) });
      return wireError;
    };
    try {
      const response = await next(request);
      if (!response.stream) {
        onCall(method, "OK");
        return response;
      }
      return { ...response, message: counted(response.message, () => onCall(method, "OK"), fail) };
    } catch (error) {
      throw fail(error);
    }
  };
}

/** Whether a write failed because nobody reads any more. */
function isGone(error: unknown): boolean {
  const code = error instanceof Error && "code" in error ? error.code : "";
  return ["ECANCELED", "ECONNRESET", "EPIPE", "ERR_STREAM_DESTROYED", "ERR_STREAM_PREMATURE_CLOSE"].includes(
    String(code),
  );
}

async function* counted<T>(
  messages: AsyncIterable<T>,
  done: () => void,
  fail: (error: unknown) => ConnectError,
) {
  try {
    yield* messages;
    done();
  } catch (error) {
    throw fail(error);
  }
}
