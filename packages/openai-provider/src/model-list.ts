import { type Ability, type ModelDescription, ModelError } from "@grok/model";
import { z } from "zod";
import { recognizeServer, type ServerKind, traitsOf } from "./server-kind.ts";

/** What is known of the models at an address. */
export interface ModelList {
  kind: ServerKind;
  /** In the server's order, or in that of the filter. */
  models: ReadonlyMap<string, ListedModel>;
}

export interface ListedModel {
  description: ModelDescription;
  /** Whether the context is the server's or the owner's word and not a default. */
  contextKnown: boolean;
}

/** What the owner of the address says about its models; wins over what the server says. */
export interface ModelListSettings {
  server?: ServerKind;
  models?: readonly string[];
  contextTokens?: number;
  abilities?: Readonly<Record<string, readonly Ability[]>>;
}

const modelsMax = 5000;
const idCharsMax = 512;

const tokens = z.number().int().positive().optional().catch(undefined);
const listSchema = z.object({
  // Ollama without models says null.
  data: z.array(z.unknown()).nullable(),
});
const entrySchema = z.object({
  id: z
    .string()
    .min(1)
    .max(idCharsMax)
    // A model id is shown in lists and written into addresses.
    .regex(/^\P{Cc}+$/u),
  name: z.string().min(1).max(idCharsMax).optional().catch(undefined),
  owned_by: z.string().optional().catch(undefined),
  context_length: tokens,
  max_model_len: tokens,
  meta: z.object({ n_ctx: tokens, n_ctx_train: tokens }).nullish().catch(undefined),
});

/**
 * The models in the body of GET /models. Entries that are not models, and ids that come again, are left out.
 *
 * A model's context is, first found: the owner's word; `context_length` (xAI, OpenRouter); `max_model_len` (vLLM,
 * SGLang); `meta.n_ctx` (llama-server: of one slot); `meta.n_ctx_train` (older llama-server: may be more than what it
 * runs with); else the default of the kind of server.
 * Throws `ModelError` "bad-answer" where the body is not a list.
 */
export function readModelList(
  body: unknown,
  answerer: { base: string; hostname: string; serverHeader: string | null },
  settings: ModelListSettings,
): ModelList {
  const list = listSchema.safeParse(body);
  if (!list.success)
    throw new ModelError(
      "bad-answer",
      `${answerer.base}/models answered something that is not a list of models. Is it an OpenAI-compatible server?`,
    );
  const entries = (list.data.data ?? []).slice(0, modelsMax).flatMap((entry) => {
    const parsed = entrySchema.safeParse(entry);
    return parsed.success ? [parsed.data] : [];
  });
  const kind =
    settings.server ??
    recognizeServer(
      answerer.hostname,
      answerer.serverHeader,
      entries.map((entry) => entry.owned_by),
    );
  const found = new Map<string, ListedModel>();
  for (const entry of entries) {
    if (found.has(entry.id)) continue;
    const stated =
      entry.context_length ?? entry.max_model_len ?? entry.meta?.n_ctx ?? entry.meta?.n_ctx_train;
    found.set(entry.id, describe(entry.id, entry.name, stated, kind, settings));
  }
  return { kind, models: chosen(found, settings.models) };
}

/** The models that the owner named, for a server that offers no list. */
export function assumedModelList(
  ids: readonly string[],
  hostname: string,
  settings: ModelListSettings,
): ModelList {
  const kind = settings.server ?? recognizeServer(hostname, null, []);
  return {
    kind,
    models: new Map(ids.map((id) => [id, describe(id, undefined, undefined, kind, settings)])),
  };
}

function chosen(
  found: Map<string, ListedModel>,
  filter: readonly string[] | undefined,
): ReadonlyMap<string, ListedModel> {
  if (!filter) return found;
  return new Map(filter.flatMap((id) => (found.has(id) ? [[id, found.get(id)!]] : [])));
}

function describe(
  id: string,
  name: string | undefined,
  stated: number | undefined,
  kind: ServerKind,
  settings: ModelListSettings,
): ListedModel {
  const known = settings.contextTokens ?? stated;
  return {
    contextKnown: known !== undefined,
    description: {
      id,
      title: name ?? titleOf(id),
      contextTokens: known ?? traitsOf(kind).contextTokensDefault,
      abilities: settings.abilities?.[id] ?? [],
      languages: [],
      sampling: { temperature: 0.7 },
    },
  };
}

/** The id, or the name of the file where a server uses its path as the id. */
function titleOf(id: string): string {
  const file = /([^/\\]+)\.gguf$/i.exec(id);
  return file?.[1] ?? id;
}
