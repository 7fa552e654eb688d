import { type Embedder, type EmbeddingModel, ModelError } from "@grok/model";
import type { ModelHub } from "@grok/model-hub";
import type { ProviderRecord } from "../models/provider-file.ts";
import type { RemoteProviders } from "../models/remote-providers.ts";

/** The name that always stands for the best there is for vectors. */
export const embeddingAlias = "grok-embedding";

export interface NamedEmbedder extends Embedder {
  /**
   * What a name stands for now: an id of this machine, "provider/id" behind an address, or `grok-embedding` for the
   * best model for vectors on this machine, else the first behind an address. Null where there is none of that name.
   */
  resolve(name: string): Promise<EmbeddingModel | null>;
}

export interface NamedEmbedderOptions {
  readonly hub: Pick<ModelHub, "embedders" | "catalogue">;
  readonly local: Embedder;
  readonly remotes: Pick<RemoteProviders, "list">;
  readonly createRemote: (record: ProviderRecord) => Embedder;
}

interface Found {
  readonly embedder: Embedder;
  readonly model: EmbeddingModel;
  /** As the embedder itself calls it. */
  readonly id: string;
}

/** All models for vectors and reranking that this server can ask, under one roof. Takes over `local`. */
export function createNamedEmbedder(options: NamedEmbedderOptions): NamedEmbedder {
  const { hub, local } = options;
  const remoteEmbedders = new Map<ProviderRecord, Embedder>();

  /** One for each address that is there now; those of addresses that are gone are disposed of. */
  function remotes(): [ProviderRecord, Embedder][] {
    const records = options.remotes.list().map(({ record }) => record);
    for (const [record, embedder] of remoteEmbedders) {
      if (records.includes(record)) continue;
      remoteEmbedders.delete(record);
      void embedder.dispose();
    }
    return records.map((record) => {
      const embedder = remoteEmbedders.get(record) ?? options.createRemote(record);
      remoteEmbedders.set(record, embedder);
      return [record, embedder];
    });
  }

  async function all(signal?: AbortSignal): Promise<Found[]> {
    const found: Found[] = (await local.list(signal)).map((model) => ({
      embedder: local,
      model,
      id: model.id,
    }));
    for (const [{ name }, embedder] of remotes()) {
      // An address that cannot be reached takes nothing from the others.
      const models = await embedder.list(signal).catch(() => []);
      for (const model of models)
        found.push({ embedder, model: { ...model, id: `${name}/${model.id}` }, id: model.id });
    }
    return found;
  }

  async function find(name: string, signal?: AbortSignal): Promise<Found | null> {
    // A name on this machine is answered without asking the addresses.
    const here = await local.list(signal);
    const model =
      name === embeddingAlias ? here.find(({ reranks }) => !reranks) : here.find(({ id }) => id === name);
    if (model !== undefined) return { embedder: local, model, id: model.id };
    const others = await all(signal);
    const wanted = (found: Found) =>
      name === embeddingAlias ? !found.model.reranks : found.model.id === name || found.id === name;
    return others.find(wanted) ?? null;
  }

  async function must(name: string, signal?: AbortSignal): Promise<Found> {
    const found = await find(name, signal);
    if (found !== null) return found;
    if (name !== embeddingAlias)
      throw new ModelError(
        "model-missing",
        `there is no model "${name.slice(0, 100)}" for vectors here; "${embeddingAlias}" stands for the best there is`,
      );
    const entry = defaultEmbeddingModel(hub);
    throw new ModelError(
      "model-missing",
      entry === null
        ? "no model for vectors is on this machine; add a GGUF file of your own"
        : `no model for vectors is on this machine yet; "grok models pull ${entry.id}" fetches one of ${Math.round(entry.bytes / 1e6)} MB`,
    );
  }

  return {
    name: "grok",
    resolve: async (name) => (await find(name))?.model ?? null,
    list: async (signal) => (await all(signal)).map(({ model }) => model),
    async embed(request) {
      const { embedder, id } = await must(request.modelId, request.signal);
      return embedder.embed({ ...request, modelId: id });
    },
    async rerank(request) {
      const { embedder, id } = await must(request.modelId, request.signal);
      return embedder.rerank({ ...request, modelId: id });
    },
    async dispose() {
      await Promise.all([local, ...remoteEmbedders.values()].map((embedder) => embedder.dispose()));
    },
  };
}

/** The model for vectors that is offered where none is here: the smallest that asks for no licence to be accepted. */
export function defaultEmbeddingModel(hub: Pick<ModelHub, "catalogue">) {
  const entries = hub.catalogue().filter(({ kind, licence }) => kind === "embedding" && !licence.mustAccept);
  return entries.toSorted((a, b) => a.bytes - b.bytes)[0] ?? null;
}
