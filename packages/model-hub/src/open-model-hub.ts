// What the hub holds is data and wiring; each action is a file of its own. Nothing is contacted unless `pull` or
// `hubReachable` is called.
import { join, resolve } from "node:path";
import type { EmbedderSpec, ModelSpec } from "@grok/model";
import { addModelFile } from "./add-file.ts";
import {
  builtInCatalogue,
  type Catalogue,
  type CatalogueEntry,
  parseCatalogue,
} from "./catalogue/catalogue.ts";
import { type Choice, type ChooseOptions, chooseModel } from "./choose/choose-model.ts";
import { memoryNeed, place, usableMemory } from "./choose/memory-need.ts";
import { type ModelAlias, resolveAliases } from "./choose/resolve-alias.ts";
import type { Candidate } from "./disk/candidate.ts";
import { HashCache } from "./disk/hash-cache.ts";
import { type ModelRecord, Registry } from "./disk/registry.ts";
import { freeBytes } from "./download/disk-space.ts";
import { defaultPatience } from "./download/download-file.ts";
import { type PullProgress, progressMeter } from "./download/progress.ts";
import { findModelsOnDisk } from "./find-on-disk.ts";
import type { Hardware } from "./hardware/hardware.ts";
import type { HubContext } from "./hub-context.ts";
import { describeInstalled, embedderSpec, type InstalledModel } from "./installed-model.ts";
import type { ModelHub, ModelHubOptions, ModelInfo, PullOptions } from "./model-hub.ts";
import { ModelHubError, toModelHubError } from "./model-hub-error.ts";
import { partialBytesOf } from "./partial-bytes.ts";
import { PullJobs } from "./pull-jobs.ts";
import { pullModel } from "./pull-model.ts";
import { planPull } from "./pull-plan.ts";
import { removeModel } from "./remove-model.ts";
import { isHubReachable } from "./source/hugging-face.ts";
import { systemPip } from "./source/run-pip.ts";
import { verifyModel } from "./verify-model.ts";

/** Opens the hub on a folder. Rejects with `ModelHubError` "bad-catalogue" or "disk-failed". */
export async function openModelHub(options: ModelHubOptions): Promise<ModelHub> {
  const modelsDir = resolve(options.modelsDir);
  const log = options.log ?? (() => undefined);
  const now = options.now ?? Date.now;
  const env = options.env ?? process.env;
  const catalogue: Catalogue =
    options.catalogue === undefined ? builtInCatalogue() : parseCatalogue(options.catalogue);
  const context: HubContext = {
    modelsDir,
    catalogue,
    registry: await Registry.open(modelsDir, log, now),
    hashes: await HashCache.open(join(modelsDir, "hashes.json")),
    platform: process.platform,
    now,
    env,
    log,
    fetch: options.fetch ?? globalThis.fetch,
    pip: options.pip ?? systemPip(env),
    converters: options.converters ?? {},
    freeBytes: options.freeBytes ?? freeBytes,
    patience: { ...defaultPatience, ...options.patience },
  };
  return new DiskModelHub(context);
}

class DiskModelHub implements ModelHub {
  private readonly context: HubContext;
  private readonly pulls = new PullJobs<ModelRecord>();

  constructor(context: HubContext) {
    this.context = context;
  }

  catalogue(): readonly CatalogueEntry[] {
    return this.context.catalogue;
  }

  list(): InstalledModel[] {
    return this.context.registry.state.models.map((record) => this.describe(record));
  }

  specs(): ModelSpec[] {
    return this.list().flatMap(({ spec, state, kind }) =>
      state === "ready" && kind === undefined ? [spec] : [],
    );
  }

  embedders(): EmbedderSpec[] {
    const quality = (id: string) => this.context.catalogue.find((entry) => entry.id === id)?.quality ?? 0;
    return this.list()
      .filter(({ state }) => state === "ready")
      .flatMap((model) => embedderSpec(model) ?? [])
      .toSorted((a, b) => quality(b.id) - quality(a.id) || (a.id < b.id ? -1 : 1));
  }

  async info(id: string): Promise<ModelInfo> {
    const entry = this.context.catalogue.find((known) => known.id === id);
    const record = this.context.registry.state.models.find((model) => model.id === id);
    if (entry === undefined && record === undefined) throw unknownModel(id);
    return {
      id,
      ...(entry !== undefined && { entry }),
      ...(record !== undefined && { installed: this.describe(record) }),
      partialBytes: entry === undefined ? 0 : await partialBytesOf(entry, this.context.modelsDir),
      pulling: this.pulls.isRunning(id),
    };
  }

  async pull(idOrAddress: string, options: PullOptions = {}): Promise<InstalledModel> {
    const plan = planPull(idOrAddress, this.context);
    const { acceptLicence, wait = true } = options;
    const record = await this.pulls.join(plan.id, options, (signal, onProgress) =>
      asHubError(
        `The download of ${plan.id}`,
        signal,
        pullModel(plan, { acceptLicence, wait, signal, onProgress }, this.context),
      ),
    );
    return this.describe(record);
  }

  async remove(id: string): Promise<void> {
    if (this.pulls.isRunning(id)) {
      throw new ModelHubError("busy", `"${id}" is being downloaded. Stop the download first.`);
    }
    await asHubError(`Removing ${id}`, undefined, removeModel(id, this.context));
  }

  async addFile(
    path: string,
    { signal = new AbortController().signal }: { signal?: AbortSignal } = {},
  ): Promise<InstalledModel> {
    return this.describe(await asHubError(path, signal, addModelFile(path, signal, this.context)));
  }

  chooseFor(hardware: Hardware, options: Omit<ChooseOptions, "installed"> = {}): Choice {
    return chooseModel(this.context.catalogue, hardware, {
      ...options,
      installed: this.specs().map(({ id }) => id),
    });
  }

  hubReachable(signal: AbortSignal = new AbortController().signal): Promise<boolean> {
    return isHubReachable(this.context.env, this.context.fetch, signal);
  }

  async findOnDisk(
    signal: AbortSignal = new AbortController().signal,
  ): Promise<{ found: InstalledModel[]; others: readonly Candidate[] }> {
    const { found, others } = await findModelsOnDisk(signal, this.context);
    return { found: found.map((record) => this.describe(record)), others };
  }

  async verify(
    id: string,
    {
      signal = new AbortController().signal,
      onProgress,
    }: { signal?: AbortSignal; onProgress?: (progress: PullProgress) => void } = {},
  ): Promise<InstalledModel> {
    const record = this.context.registry.state.models.find((model) => model.id === id);
    if (record === undefined) throw unknownModel(id);
    const totalBytes = record.files.reduce((sum, { bytes }) => sum + bytes, 0);
    const step = progressMeter(this.context.now, onProgress ?? (() => undefined));
    const onBytes = (bytes: number) => step("verifying", bytes, totalBytes);
    return this.describe(await asHubError(id, signal, verifyModel(record, signal, onBytes, this.context)));
  }

  async use(id: string | undefined, alias: ModelAlias = "grok"): Promise<void> {
    const { registry } = this.context;
    if (id !== undefined && !registry.state.models.some((model) => model.id === id)) throw unknownModel(id);
    await registry.update((state) => ({ ...state, chosen: { ...state.chosen, [alias]: id } }));
  }

  current(hardware?: Hardware): Partial<Record<ModelAlias, string>> {
    const installed = this.list()
      .filter(({ state, kind }) => state === "ready" && kind === undefined)
      .map(({ spec, ...model }) => ({ ...spec, ...model }));
    const usable = hardware === undefined ? undefined : usableMemory(hardware);
    const fitting = new Set(
      installed
        .filter((model) => usable === undefined || place(memoryNeed(model, 4096), usable) !== undefined)
        .map(({ id }) => id),
    );
    const { chosen } = this.context.registry.state;
    return resolveAliases(installed, chosen, this.context.catalogue, ({ id }) => fitting.has(id));
  }

  private describe(record: ModelRecord): InstalledModel {
    const entry = this.context.catalogue.find(({ id }) => id === record.id);
    return describeInstalled(record, entry, this.context.modelsDir);
  }
}

/** The last net: whatever an action rejects with, callers get this package's error. */
async function asHubError<T>(what: string, signal: AbortSignal | undefined, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw toModelHubError(error, what, signal?.aborted);
  }
}

function unknownModel(id: string): ModelHubError {
  return new ModelHubError("not-found", `There is no model "${id.slice(0, 100)}" here.`);
}
