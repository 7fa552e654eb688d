import type { Readiness } from "../models/readiness.ts";
import type { Request, Response } from "./handler.ts";
import { sendJson } from "./send.ts";

export interface HealthParts {
  readonly version: string;
  readonly readiness: () => Readiness;
  /** Whether the web app has been built. */
  readonly pagesBuilt: () => Promise<boolean>;
}

/** `/healthz`: this server answers. Says by name who it is, so that a program can tell it from another on the port. */
export async function serveHealth(request: Request, response: Response, parts: HealthParts): Promise<void> {
  const pages = await parts.pagesBuilt();
  const missing = pages ? "" : "The web app has not been built; npm start builds it.";
  sendJson(request, response, 200, { name: "grok", version: parts.version, pages, missing });
}

/** `/readyz`: 200 when a model can answer, else 503 with what is missing and how far it has come. */
export function serveReadiness(request: Request, response: Response, parts: HealthParts): void {
  const readiness = parts.readiness();
  sendJson(request, response, readiness.ready ? 200 : 503, { name: "grok", ...readiness });
}
