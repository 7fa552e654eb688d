import type { ConnectRouter } from "@connectrpc/connect";
import { openApiStore } from "@grok/api-store";
import type { Live } from "../live/open-live.ts";
import { errorFields, type Log } from "../log/log.ts";
import type { Models } from "../models/open-models.ts";
import type { ApiAccess } from "./api-access.ts";
import type { ApiGeneration } from "./generation/api-generation.ts";
import { createApiGeneration } from "./generation/create-generation.ts";
import { createPostSearch } from "./generation/post-search.ts";
import { registerXai } from "./grpc/register-xai.ts";
import { createMcp } from "./mcp/create-mcp.ts";
import { type ApiModels, createApiModels } from "./models/api-models.ts";
import { RunningResponses } from "./rest/running-responses.ts";
import { openSeal } from "./rest/seal.ts";
import { createRestServer, type RestServer } from "./rest/serve-rest.ts";

/** The API, wired together. */
export interface Api {
  readonly generation: ApiGeneration;
  readonly models: ApiModels;
  readonly rest: RestServer;
  /** Registers xAI's gRPC. */
  xai(router: ConnectRouter): void;
  close(): Promise<void>;
}

export interface OpenApiOptions {
  readonly home: string;
  readonly access: ApiAccess;
  readonly models: Models;
  readonly live: Live;
  /** Aborts when the server goes down. */
  readonly shutdown: AbortSignal;
  readonly log: Log;
  readonly now: () => number;
  readonly startedAtMs: number;
  readonly version: string;
}

export function openApi(options: OpenApiOptions): Api {
  const { home, access, shutdown, log, now } = options;
  const store = openApiStore(home, {
    log: (error) => log("warn", "what the API keeps could not be swept", errorFields(error)),
  });
  const models = createApiModels(options.models.library);
  const search = createPostSearch(options.live);
  const generation = createApiGeneration(models, search);
  const parts = {
    generation,
    models,
    embedder: options.models.embedder,
    mcp: createMcp({ live: options.live, search, version: options.version, now }),
    store,
    running: new RunningResponses(),
    seal: openSeal(home),
    shutdown,
    now,
    startedAt: Math.floor(options.startedAtMs / 1000),
  };
  return {
    generation,
    models,
    rest: createRestServer({ access, parts, log }),
    xai: (router) =>
      registerXai(router, {
        ...parts,
        report: (error) => log("error", "a deferred answer could not be kept", errorFields(error)),
      }),
    close: () => store.close(),
  };
}
