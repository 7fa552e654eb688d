import type { EmbedderSpec } from "@grok/model";
import {
  type CatalogueEntry,
  chooseModel,
  type Hardware,
  type InstalledModel,
  type ModelHub,
  ModelHubError,
  type PullOptions,
  parseCatalogue,
} from "@grok/model-hub";

const gib = 2 ** 30;

export const testHardware: Hardware = {
  memoryTotalBytes: 16 * gib,
  memoryAvailableBytes: 12 * gib,
  cores: 8,
  unifiedMemory: false,
  gpus: [],
};

function entry(id: string, bytes: number, quality: number, mustAccept = false) {
  return {
    id,
    title: `The ${id} one`,
    family: "Test",
    parameters: bytes,
    bytes,
    contextTokens: 8192,
    languages: ["en"],
    // Everything but small talk goes to the model.
    abilities: ["persona"],
    licence: { id: "Test-1.0", title: "Test Licence", url: "https://licences.example/test", mustAccept },
    sampling: { temperature: 0 },
    stop: [],
    reasoning: "none",
    kvBytesPerToken: 1000,
    stateBytes: 0,
    vocabulary: 1000,
    quality,
    suits: [{ memoryGib: 0 }],
    files: [
      {
        name: `${id}.gguf`,
        bytes,
        sha256: "0".repeat(63) + quality,
        sources: [{ address: `hf:test/models/${id}.gguf` }],
      },
    ],
  };
}

/** Three models of rising size and quality, and one behind a licence. */
export const testCatalogue: readonly CatalogueEntry[] = parseCatalogue([
  entry("small", 1_000_000, 1),
  entry("medium", 10_000_000, 5),
  entry("large", 100_000_000, 9),
  entry("gated", 200_000_000, 3, true),
]);

/** A hub without disk and network: what is installed, what can be fetched and how it goes is up to the test. */
export interface ScriptedHub extends ModelHub {
  readonly installed: Map<string, InstalledModel>;
  /** Models that lie about on the disk, for `findOnDisk`. */
  readonly onDisk: string[];
  reachable: boolean;
  /** Ends the pull of a model that is under way: with the model, or with an error. */
  finish(id: string, error?: ModelHubError): void;
  progress(id: string, bytes: number): void;
  readonly pulled: string[];
  readonly partial: Map<string, number>;
  /** Models for vectors that are here. */
  readonly embedding: EmbedderSpec[];
}

export function scriptedHub(ids: readonly string[]): ScriptedHub {
  const pulls = new Map<string, { options: PullOptions; done: PromiseWithResolvers<InstalledModel> }>();
  const find = (id: string) => testCatalogue.find((known) => known.id === id);

  function install(id: string): InstalledModel {
    const model = installedModel(find(id)!);
    hub.installed.set(id, model);
    return model;
  }

  const hub: ScriptedHub = {
    installed: new Map(),
    onDisk: [],
    reachable: true,
    pulled: [],
    partial: new Map(),
    embedding: [],
    finish(id, error) {
      const pull = pulls.get(id);
      pulls.delete(id);
      if (error !== undefined) pull?.done.reject(error);
      else pull?.done.resolve(install(id));
    },
    progress(id, bytes) {
      hub.partial.set(id, bytes);
      pulls
        .get(id)
        ?.options.onProgress?.({ phase: "downloading", bytes, totalBytes: find(id)!.bytes, secondsLeft: 9 });
    },
    catalogue: () => testCatalogue,
    list: () => [...hub.installed.values()],
    specs: () => hub.list().flatMap(({ spec, state }) => (state === "ready" ? [spec] : [])),
    embedders: () => hub.embedding,
    async info(id) {
      if (find(id) === undefined) throw new ModelHubError("not-found", `There is no model "${id}" here.`);
      return { id, entry: find(id)!, partialBytes: hub.partial.get(id) ?? 0, pulling: pulls.has(id) };
    },
    async pull(id, options = {}) {
      const known = find(id);
      if (known === undefined)
        throw new ModelHubError("not-found", `There is no model "${id}" in the catalogue.`);
      if (known.licence.mustAccept && options.acceptLicence !== known.licence.id)
        throw new ModelHubError("licence-not-accepted", "Read the Test Licence and accept it.");
      hub.pulled.push(id);
      const done = Promise.withResolvers<InstalledModel>();
      pulls.set(id, { options, done });
      options.signal?.addEventListener("abort", () => {
        pulls.delete(id);
        done.reject(new ModelHubError("cancelled", `The download of ${id} was stopped.`));
      });
      options.onProgress?.({ phase: "resolving", bytes: 0, totalBytes: known.bytes });
      return done.promise;
    },
    async remove(id) {
      if (!hub.installed.delete(id)) throw new ModelHubError("not-found", `There is no model "${id}" here.`);
    },
    async addFile(path) {
      if (!path.endsWith(".gguf")) throw new ModelHubError("file-broken", `${path} is no GGUF file.`);
      const model = installedModel({ ...testCatalogue[1]!, id: "own", title: "My own" });
      hub.installed.set("own", { ...model, inPlace: true, origin: "added" });
      return hub.installed.get("own")!;
    },
    chooseFor: (hardware, options) =>
      chooseModel(testCatalogue, hardware, { ...options, installed: [...hub.installed.keys()] }),
    hubReachable: async () => hub.reachable,
    findOnDisk: async () => ({ found: hub.onDisk.map(install), others: [] }),
    verify: async (id) => hub.installed.get(id)!,
    use: async () => {},
    current: () => ({}),
  };
  for (const id of ids) install(id);
  return hub;
}

function installedModel(entry: CatalogueEntry): InstalledModel {
  const { id, title, bytes, languages, abilities, sampling, stop, reasoning, kvBytesPerToken, stateBytes } =
    entry;
  return {
    spec: {
      id,
      title,
      path: `/models/${id}.gguf`,
      digest: entry.files[0]!.sha256!,
      bytes,
      contextTokensMax: entry.contextTokens,
      kvBytesPerToken,
      stateBytes,
      languages,
      abilities,
      sampling,
      stop,
      reasoning,
    },
    state: "ready",
    origin: "pulled",
    inPlace: false,
    trust: "pinned",
    family: entry.family,
    parameters: entry.parameters,
    vocabulary: entry.vocabulary,
    licence: entry.licence,
    newer: false,
  };
}
