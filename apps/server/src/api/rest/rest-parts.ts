import type { ApiStore } from "@grok/api-store";
import type { NamedEmbedder } from "../../embeddings/named-embedder.ts";
import type { ApiGeneration } from "../generation/api-generation.ts";
import type { Mcp } from "../mcp/create-mcp.ts";
import type { ApiModels } from "../models/api-models.ts";
import type { RunningResponses } from "./running-responses.ts";
import type { Seal } from "./seal.ts";

/** What the routes of the API work with. */
export interface RestParts {
  readonly generation: ApiGeneration;
  readonly models: ApiModels;
  /** Models for vectors, by id or as `grok-embedding`. */
  readonly embedder: NamedEmbedder;
  readonly mcp: Mcp;
  readonly store: ApiStore;
  readonly running: RunningResponses;
  readonly seal: Seal;
  /** Aborts when the server goes down. */
  readonly shutdown: AbortSignal;
  readonly now: () => number;
  /** Unix seconds of this server's start: since when its models can be asked. */
  readonly startedAt: number;
}
