import type { ResolvedModel } from "@grok/runs";
import type { ModelLibrary } from "../../models/model-library.ts";
import { ApiError } from "../api-error.ts";
import { toApiError } from "../to-api-error.ts";

/** A model that can be asked, under the id that clients see. */
export interface ApiModel extends ResolvedModel {
  /** "smollm2-135m", or "provider/id" behind an address. */
  readonly publicId: string;
  /** Names that stand for it now: "grok", "grok-mini". */
  readonly aliases: readonly string[];
}

export interface ApiModels {
  /** What a name stands for now; "" is `grok`. Rejects with `ApiError` "not-found", or "unavailable" before there is any. */
  resolve(name: string): Promise<ApiModel>;
  /** Every model that can be asked now. */
  list(): Promise<readonly ApiModel[]>;
}

const aliases = ["grok", "grok-mini"] as const;

export function createApiModels(
  library: Pick<ModelLibrary, "answering" | "current" | "publicIdOf" | "resolve">,
): ApiModels {
  const aliasesOf = (publicId: string) => aliases.filter((alias) => library.current(alias) === publicId);
  return {
    async resolve(name) {
      const publicId = library.publicIdOf(name);
      const found = publicId === null ? null : await library.resolve(name).catch(rethrow);
      if (publicId !== null && found !== null) return { ...found, publicId, aliases: aliasesOf(publicId) };
      if (library.current("grok") === null)
        throw new ApiError(
          "unavailable",
          "No model can answer yet: none is installed, or one is still on its way. /readyz tells how far it has come.",
          { retryAfterMs: 5_000 },
        );
      throw new ApiError(
        "not-found",
        `The model "${name.slice(0, 100)}" does not exist here. GET /v1/models lists those that do; "grok" and "grok-mini" always stand for one.`,
        { param: "model" },
      );
    },
    async list() {
      const models = await library.answering().catch(rethrow);
      return models.map((model) => ({ ...model, aliases: aliasesOf(model.publicId) }));
    },
  };
}

function rethrow(error: unknown): never {
  throw toApiError(error);
}
