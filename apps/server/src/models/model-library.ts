// All models that this server can ask: files on this machine through its own engine, and those behind addresses that
// the user added. One place answers what a name stands for, what there is, and what is missing.
import { create } from "@bufbuild/protobuf";
import type { LlamaModelStats, LlamaProvider } from "@grok/llama";
import type { ModelDescription, ModelProvider } from "@grok/model";
import { type Hardware, type ModelAlias, type ModelHub, memoryNeed, resolveAliases } from "@grok/model-hub";
import { type Model, type ModelsState, ModelsStateSchema } from "@grok/protocol";
import type { ResolvedModel } from "@grok/runs";
import { ServerError } from "../server-error.ts";
import type { Downloads } from "./downloads.ts";
import { localModel, mostUsable, remoteModel, unknownDownload } from "./models-message.ts";
import { nothingAnswers } from "./readiness.ts";
import type { RemoteProviders } from "./remote-providers.ts";
import { type NameSources, publicId, resolveName } from "./resolve-name.ts";
import type { ModelsFile } from "./state-file.ts";

/** What the library needs of an engine on this machine. */
export interface LocalEngine extends ModelProvider, Pick<LlamaProvider, "load" | "speedTest"> {
  stats(): readonly Pick<LlamaModelStats, "modelId" | "state" | "gpu" | "branchCache">[];
}

export interface ModelLibraryOptions {
  readonly hub: ModelHub;
  readonly engine: LocalEngine;
  readonly remotes: RemoteProviders;
  readonly downloads: Downloads;
  readonly file: ModelsFile;
  /** Something that `state` tells has changed. */
  readonly onChange: () => void;
}

export interface ModelLibrary {
  resolve(name: string): Promise<ResolvedModel | null>;
  /** Public id of what `grok` stands for; null where nothing can answer. */
  current(alias: ModelAlias): string | null;
  /** Public id of what any name stands for now; null where nothing of that name can answer. */
  publicIdOf(name: string): string | null;
  /** Every model that can be asked now, local ones first. May reject with `ModelError`. */
  answering(): Promise<readonly (ResolvedModel & { readonly publicId: string })[]>;
  /** For the screen. `all`: the whole catalogue instead of what is here, on its way or fitting. */
  state(all: boolean): ModelsState;
  model(id: string): Model;
  /** An empty `id` gives the choice back. Throws `ServerError` "bad-message" or "not-found". */
  choose(alias: string, id: string): void;
  /** What the machine has; told once it has been looked at. */
  hardware: Hardware | null;
  /** The smallest model that can be had without accepting a licence. */
  readonly smallest: string;
}

export function createModelLibrary(options: ModelLibraryOptions): ModelLibrary {
  const { hub, engine, remotes, downloads, file, onChange } = options;
  const smallest =
    hub
      .catalogue()
      .filter((entry) => entry.kind === undefined && !entry.licence.mustAccept)
      .toSorted((a, b) => a.bytes - b.bytes)[0]?.id ?? "";
  let hardware: Hardware | null = null;

  function fits(id: string): boolean {
    if (hardware === null) return true;
    const installed = hub.list().find(({ spec }) => spec.id === id);
    if (installed === undefined) return true;
    const { spec, vocabulary } = installed;
    return memoryNeed({ ...spec, vocabulary }, Math.min(4096, spec.contextTokensMax)) <= mostUsable(hardware);
  }

  function sources(): NameSources {
    const ready = hub.list().filter(({ kind, state }) => kind === undefined && state === "ready");
    const tooSlow = new Set(file.state.firstStart.tooSlow);
    const candidates = ready.map(({ spec, parameters, activeParameters }) => ({
      id: spec.id,
      bytes: spec.bytes,
      parameters,
      ...(activeParameters === undefined ? {} : { activeParameters }),
    }));
    return {
      local: candidates.map(({ id }) => id),
      localAliases: resolveAliases(candidates, {}, hub.catalogue(), ({ id }) => fits(id) && !tooSlow.has(id)),
      smallest,
      remote: remotes
        .list()
        .map(({ record, models }) => ({ provider: record.name, ids: models.map(({ id }) => id) })),
      chosen: definedOnly(file.state.chosen),
    };
  }

  function publicIdOf(name: string): string | null {
    const named = resolveName(name, sources());
    return named === null ? null : publicId(named);
  }

  function models(all: boolean): Model[] {
    const installed = new Map(hub.list().map((model) => [model.spec.id, model]));
    const loaded = new Set(
      engine.stats().flatMap(({ modelId, state }) => (state === "ready" ? [modelId] : [])),
    );
    const known = hub.catalogue().map(({ id }) => id);
    const entries = new Map(hub.catalogue().map((entry) => [entry.id, entry]));
    const ids = [...known, ...[...installed.keys()].filter((id) => !entries.has(id))];
    const local = ids.map((id) =>
      localModel(entries.get(id), installed.get(id), {
        download: downloads.state(id),
        loaded: loaded.has(id),
        hardware,
        tokensPerSecond: file.state.speeds[id] ?? 0,
      }),
    );
    const elsewhere = downloads
      .ids()
      .filter((id) => !ids.includes(id))
      .map((id) => unknownDownload(id, downloads.state(id)!));
    const remote = remotes
      .list()
      .flatMap(({ record, models }) => models.map((description) => remoteModel(record.name, description)));
    const shown = (model: Model) =>
      all || model.fits || installed.has(model.id) || downloads.state(model.id) !== undefined;
    return [...local.filter(shown), ...elsewhere, ...remote];
  }

  function state(all: boolean): ModelsState {
    const { firstStart, chosen } = file.state;
    const named = sources();
    const grok = resolveName("grok", named);
    const mini = resolveName("grok-mini", named);
    const grokChosen = chosen.grok !== undefined && resolveName(chosen.grok, named) !== null;
    return create(ModelsStateSchema, {
      models: models(all),
      grok: grok === null ? "" : publicId(grok),
      grokEmbedding: hub.embedders().find(({ reranks }) => !reranks)?.id ?? "",
      grokMini: mini === null ? "" : publicId(mini),
      grokChosen,
      smallModelOnly: !grokChosen && grok?.provider === null && grok.id === smallest,
      picked: firstStart.picked,
      pickedReason: firstStart.reason,
      problem: grok === null && downloads.ids().length === 0 ? nothingAnswers(firstStart) : "",
      providers: remotes.list().map(({ record, problem }) => ({
        name: record.name,
        baseUrl: record.baseUrl,
        hasKey: record.apiKey !== "",
        problem,
      })),
    });
  }

  return {
    smallest,
    get hardware() {
      return hardware;
    },
    set hardware(found) {
      hardware = found;
      onChange();
    },
    current: publicIdOf,
    publicIdOf,
    async answering() {
      const ready = new Set(sources().local);
      const local = (await engine.list()).filter(({ id }) => ready.has(id));
      return [
        ...local.map((description) => ({ provider: engine, description, publicId: description.id })),
        ...remotes.list().flatMap(({ record, provider, models }) =>
          models.map((description) => ({
            provider,
            description,
            publicId: publicId({ provider: record.name, id: description.id }),
          })),
        ),
      ];
    },
    state,
    async resolve(name) {
      const named = resolveName(name, sources());
      if (named === null) return null;
      const remote = remotes.list().find(({ record }) => record.name === named.provider);
      const description: ModelDescription | undefined =
        remote === undefined
          ? (await engine.list()).find(({ id }) => id === named.id)
          : remote.models.find(({ id }) => id === named.id);
      return description === undefined ? null : { provider: remote?.provider ?? engine, description };
    },
    model(id) {
      const model = models(true).find((entry) => entry.id === id);
      if (model === undefined) throw unknownModel(id);
      return model;
    },
    choose(alias, id) {
      if (alias !== "grok" && alias !== "grok-mini")
        throw new ServerError(
          "bad-message",
          `"${alias.slice(0, 60)}" is no name to choose for; grok and grok-mini are.`,
        );
      const named = id === "" ? null : resolveName(id, sources());
      if (id !== "" && (named === null || id === "grok" || id === "grok-mini")) throw unknownModel(id);
      const chosen = { ...file.state.chosen };
      if (named === null) delete chosen[alias];
      else chosen[alias] = publicId(named);
      file.update({ chosen });
      onChange();
    },
  };
}

function unknownModel(id: string): ServerError {
  return new ServerError(
    "not-found",
    `No model "${id.slice(0, 100)}" can answer here. ListModels tells which can.`,
  );
}

function definedOnly(chosen: ModelsFile["state"]["chosen"]): Partial<Record<ModelAlias, string>> {
  return Object.fromEntries(Object.entries(chosen).filter(([, id]) => id !== undefined));
}
