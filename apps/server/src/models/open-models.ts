import type { LlamaEngineState } from "@grok/llama";
import type { ModelHub } from "@grok/model-hub";
import type { Adapters } from "../adapters.ts";
import { createNamedEmbedder, type NamedEmbedder } from "../embeddings/named-embedder.ts";
import type { Log } from "../log/log.ts";
import { createDownloads, type Downloads } from "./downloads.ts";
import { createFirstStartDriver, type FirstStartDriver, type Replies } from "./first-start-driver.ts";
import { createModelLibrary, type LocalEngine, type ModelLibrary } from "./model-library.ts";
import { openProviderFile } from "./provider-file.ts";
import { type Readiness, readiness } from "./readiness.ts";
import { createRemoteProviders, type RemoteProviders } from "./remote-providers.ts";
import { type ModelsFile, openModelsFile } from "./state-file.ts";

/** Everything about models, wired together. */
export interface Models {
  readonly hub: ModelHub;
  readonly engine: LocalEngine;
  readonly remotes: RemoteProviders;
  /** Every model for vectors and reranking, by id or as `grok-embedding`. */
  readonly embedder: NamedEmbedder;
  readonly downloads: Downloads;
  readonly library: ModelLibrary;
  readonly firstStart: FirstStartDriver;
  readonly file: ModelsFile;
  readonly engineRestarts: number;
  readiness(): Readiness;
  /** Looks at what is there, and with `firstStart` fetches what is missing. Returns at once. */
  begin(firstStart: boolean): void;
  /** Resolves when it is known what fits this machine, or that it cannot be known. Asked again, it is at once. */
  hardwareKnown(): Promise<void>;
  close(): Promise<void>;
}

export interface OpenModelsOptions {
  readonly home: string;
  readonly modelsFolder: string;
  /** For each loaded model; null leaves it to the engine. */
  readonly branchCacheBytes: number | null;
  readonly adapters: Adapters;
  readonly log: Log;
  /** Something that a screen shows of models has changed; called often. */
  readonly onChange: () => void;
  /** Asked for after `begin` only. */
  readonly replies: () => Replies;
}

export async function openModels(options: OpenModelsOptions): Promise<Models> {
  const { home, modelsFolder, adapters, log, onChange } = options;
  const hub = await adapters.openHub(modelsFolder, (line) => log("info", line));
  const file = openModelsFile(home, log);
  let engineRestarts = 0;
  const engine = adapters.createEngine({
    models: () => hub.specs(),
    ...(options.branchCacheBytes !== null && { branchCacheBytes: options.branchCacheBytes }),
    log: ({ modelId, level, message }) => log(level, "engine", { model: modelId, said: message }),
    onEngineState: ({ modelId, state, error }: LlamaEngineState) => {
      if (state === "lost") engineRestarts++;
      log(state === "lost" ? "warn" : "info", "engine", { model: modelId, state, ...(error && { error }) });
      onChange();
    },
  });
  const remotes = createRemoteProviders(openProviderFile(home), adapters.createProvider, onChange);
  const embedder = createNamedEmbedder({
    hub,
    local: adapters.createEmbedder(() => hub.embedders()),
    remotes,
    createRemote: adapters.createRemoteEmbedder,
  });
  const downloads = createDownloads(hub, onChange, (id, error) => {
    log(error === null ? "info" : "warn", "a download ended", { model: id, ...(error && { error }) });
    const { step, picked } = file.state.firstStart;
    const awaited = step === "fetching-small" ? library.smallest : step === "fetching" ? picked : "";
    if (id !== awaited) return onChange();
    if (error === null) firstStart.tell({ type: "fetched" });
    else if (error.code !== "cancelled") firstStart.tell({ type: "fetch-failed", message: error.message });
  });
  const library = createModelLibrary({ hub, engine, remotes, downloads, file, onChange });
  const firstStart = createFirstStartDriver({
    hub,
    engine,
    downloads,
    library,
    file,
    probeHardware: adapters.probeHardware,
    replies: {
      get liveCount() {
        return options.replies().liveCount;
      },
      idle: () => options.replies().idle(),
    },
    log,
    onChange,
  });
  let probing: Promise<void> | undefined;
  const hardwareKnown = () => {
    probing ??= adapters.probeHardware().then(
      (hardware) => {
        library.hardware ??= hardware;
      },
      (error) => log("warn", "this machine's memory cannot be read", { error }),
    );
    return probing;
  };
  const titleOf = (id: string) => hub.catalogue().find((entry) => entry.id === id)?.title ?? id;

  return {
    hub,
    engine,
    remotes,
    embedder,
    downloads,
    library,
    firstStart,
    file,
    hardwareKnown,
    get engineRestarts() {
      return engineRestarts;
    },
    readiness: () =>
      readiness({
        canAnswer: library.current("grok") !== null,
        firstStart: file.state.firstStart,
        downloads: downloads.ids().map((id) => ({ title: titleOf(id), state: downloads.state(id)! })),
      }),
    begin(withFirstStart) {
      void remotes.refresh();
      if (!withFirstStart) return;
      firstStart.begin();
      void hardwareKnown();
      downloads.findPaused().catch((error) => log("warn", "unfinished downloads cannot be read", { error }));
    },
    async close() {
      firstStart.close();
      await downloads.close();
      await Promise.all([engine.dispose(), embedder.dispose(), remotes.dispose()]);
    },
  };
}
