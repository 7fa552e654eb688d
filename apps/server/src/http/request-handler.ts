import type { RestServer } from "../api/rest/serve-rest.ts";
import type { Guard } from "../auth/guard.ts";
import type { Live } from "../live/open-live.ts";
import { errorFields, type Log } from "../log/log.ts";
import type { ServerMetrics } from "../metrics/server-metrics.ts";
import type { Handler, Request, Response } from "./handler.ts";
import { type HealthParts, serveHealth, serveReadiness } from "./health.ts";
import { pushPath, servePush } from "./push-posts.ts";
import { type SiteRules, siteRefusal } from "./same-site.ts";
import { securityHeaders } from "./security-headers.ts";
import { pathOf, send, sendJson } from "./send.ts";
import type { WebApp } from "./web-app.ts";

export interface RequestParts extends HealthParts {
  readonly site: SiteRules;
  readonly guard: Guard;
  readonly metrics: ServerMetrics;
  readonly webApp: WebApp;
  /** Null where the path is no call. */
  readonly rpc: (request: Request, response: Response) => Promise<void> | null;
  /** xAI's gRPC; null where the path is none of its calls. */
  readonly xai: (request: Request, response: Response) => Promise<void> | null;
  /** The API in OpenAI's and xAI's dialects. */
  readonly rest: RestServer;
  /** Takes posts from outside. */
  readonly live: Live;
  readonly log: Log;
}

/** Every request: whence it comes, who it is from, and then to what serves it. */
export function createRequestHandler(parts: RequestParts): Handler {
  return (request, response) => {
    const startedMs = performance.now();
    response.once("close", () =>
      parts.log("debug", "request", {
        method: request.method,
        path: pathOf(request),
        status: response.statusCode,
        ms: Math.round(performance.now() - startedMs),
      }),
    );
    serve(request, response, parts).catch((error) => {
      parts.log("error", "a request failed", { path: pathOf(request), ...errorFields(error) });
      if (response.headersSent) response.destroy();
      else
        send(
          request,
          response,
          500,
          "text/plain; charset=utf-8",
          "Something failed here. The server's log has the place.\n",
        );
    });
  };
}

async function serve(request: Request, response: Response, parts: RequestParts): Promise<void> {
  const { guard, metrics } = parts;
  for (const [name, value] of Object.entries(securityHeaders)) response.setHeader(name, value);
  const refusal = siteRefusal(siteHeaders(request), parts.site);
  // Before the password: the API has keys of its own, and says itself what a page of another site may not.
  const apiCall = parts.rest.serve(request, response, refusal);
  if (apiCall !== null) {
    metrics.request("api");
    return apiCall;
  }
  if (refusal !== null) {
    metrics.request("refused");
    const headers = { "grok-error-code": "wrong-site" };
    return sendJson(request, response, 403, { code: "permission_denied", message: refusal }, headers);
  }
  const xaiCall = parts.xai(request, response);
  if (xaiCall !== null) {
    metrics.request("api");
    return xaiCall;
  }
  const path = pathOf(request);
  if (path === "/healthz" || path === "/readyz") {
    metrics.request("health");
    return path === "/healthz"
      ? serveHealth(request, response, parts)
      : serveReadiness(request, response, parts);
  }
  if (await guard.serve(request, response)) return metrics.request("sign-in");
  if (!(await guard.admits(request))) {
    metrics.request("refused");
    return guard.turnAway(request, response);
  }
  if (path === "/metrics") {
    metrics.request("health");
    return send(request, response, 200, "text/plain; version=0.0.4; charset=utf-8", metrics.text());
  }
  if (path === pushPath) {
    metrics.request("push");
    return servePush(request, response, parts.live);
  }
  const call = parts.rpc(request, response);
  metrics.request(call === null ? "page" : "rpc");
  await (call ?? parts.webApp.serve(request, response));
}

function siteHeaders(request: Request) {
  const { headers, method = "GET" } = request;
  const fetchSite = headers["sec-fetch-site"];
  return {
    method,
    host: headers[":authority"] ?? headers.host,
    origin: headers.origin,
    fetchSite: Array.isArray(fetchSite) ? fetchSite[0] : fetchSite,
  };
}
