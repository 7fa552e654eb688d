import { randomUUID } from "node:crypto";
import type { Request, Response } from "../../http/handler.ts";
import { isLocalCaller } from "../../http/local-caller.ts";
import { errorFields, type Log } from "../../log/log.ts";
import type { ApiAccess, ApiCaller } from "../api-access.ts";
import { ApiError } from "../api-error.ts";
import { type ApiCall, answerFailure } from "./api-call.ts";
import type { Dialect } from "./failure.ts";
import { HttpFault } from "./http-fault.ts";
import { rateLimitHeaders } from "./rate-limit-headers.ts";
import type { RestParts } from "./rest-parts.ts";
import { findRoute } from "./routes.ts";

/** Two addresses, one API: under the second, failures are told in xAI's own shape. */
const prefixes: readonly (readonly [string, Dialect])[] = [
  ["/v1", "openai"],
  ["/xai/v1", "xai"],
];

export interface ServeRestOptions {
  readonly access: ApiAccess;
  readonly parts: RestParts;
  readonly log: Log;
}

export interface RestServer {
  /** Null where the path is none of the API's. `siteRefusal`: why a browser's page may not ask, or null. */
  serve(request: Request, response: Response, siteRefusal: string | null): Promise<void> | null;
}

export function createRestServer({ access, parts, log }: ServeRestOptions): RestServer {
  return {
    serve(request, response, siteRefusal) {
      const [path = "/", search] = (request.url ?? "/").split("?", 2);
      const found = prefixes.find(([prefix]) => path === prefix || path.startsWith(`${prefix}/`));
      if (found === undefined) return null;
      const [prefix, dialect] = found;
      const id = randomUUID();
      response.setHeader("x-request-id", id);
      const report = (error: unknown) =>
        log("error", "a call of the API failed", {
          request: id,
          path: path.slice(0, 100),
          ...errorFields(error),
        });
      const gone = new AbortController();
      response.once("close", () => {
        if (!response.writableEnded) gone.abort(new Error("the client went away"));
      });
      const call = {
        request,
        response,
        dialect,
        query: new URLSearchParams(search),
        gone: gone.signal,
        signal: AbortSignal.any([gone.signal, parts.shutdown]),
        abort: (reason: unknown) => gone.abort(reason),
        report,
      };
      return answer(call, path.slice(prefix.length), siteRefusal).catch((error) => {
        if (gone.signal.aborted) return void response.destroy();
        // What was not read of the body would stand in the way of the answer.
        if (!request.readableEnded) request.resume();
        answerFailure(call, error);
      });
    },
  };

  async function answer(
    call: Omit<ApiCall, "caller" | "captured">,
    path: string,
    siteRefusal: string | null,
  ): Promise<void> {
    const { request } = call;
    const caller = await identified(request, siteRefusal);
    // Refusals tell what is left, too; whatever takes from it tells so later in their place.
    for (const [name, value] of Object.entries(rateLimitHeaders(caller.limits)))
      call.response.setHeader(name, value);
    const route = findRoute(path);
    if (route === null) {
      const asked = (request.url ?? path).replace(/\?.*$/s, "").slice(0, 100);
      throw new ApiError("not-found", `There is no ${request.method} ${asked} in this API.`);
    }
    const method = request.method === "HEAD" ? "GET" : (request.method ?? "GET");
    const serve = Object.hasOwn(route.methods, method) ? route.methods[method as "GET"] : undefined;
    if (serve === undefined) {
      const allow = Object.keys(route.methods).join(", ");
      const fault = new HttpFault(405, `${request.method} cannot be done here; ${allow} can.`);
      request.resume();
      return answerFailure(call, fault, { allow });
    }
    await serve({ ...call, caller, captured: route.captured }, parts);
  }

  async function identified(request: Request, siteRefusal: string | null): Promise<ApiCaller> {
    const caller = await access.identify({
      authorization: request.headers.authorization,
      local: isLocalCaller(request),
      address: request.socket.remoteAddress,
    });
    // A page of another site does not know any key; who has one is no such page.
    if (siteRefusal !== null && caller.key === undefined) throw new ApiError("forbidden", siteRefusal);
    return caller;
  }
}
