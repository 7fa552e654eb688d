import type { RestParts } from "../rest/rest-parts.ts";

/** What the services of xAI's gRPC work with: what the REST routes have. */
export type XaiParts = Pick<
  RestParts,
  "generation" | "models" | "embedder" | "store" | "shutdown" | "now" | "startedAt"
> & {
  /** Told of what failed while nobody waited. */
  readonly report: (error: unknown) => void;
};
