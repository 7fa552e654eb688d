import { readFileSync, statSync } from "node:fs";
import { mkdir, rename } from "node:fs/promises";
import { isAbsolute, join, relative, sep } from "node:path";
import { z } from "zod";
import { modelFactsSchema, sha256Schema } from "../catalogue/model-facts.ts";
import { lockFile } from "../download/file-lock.ts";
import { systemCode, toModelHubError } from "../model-hub-error.ts";
import { writeJson } from "./write-json.ts";

const installedFileSchema = z.object({
  /** Absolute in memory; on disk relative where it lies in the hub's folder, so that the folder may be moved. */
  path: z.string().min(1),
  bytes: z.number().int().min(1),
  /** Time of last change when the hash was checked. */
  mtimeMs: z.number(),
  sha256: sha256Schema,
  /** Whose word the hash is: the catalogue's, the source's at first use, or computed from the user's own file. */
  trust: z.enum(["pinned", "first-use", "own"]),
  /** Where it came from, commit pinned; absent for files that were here. */
  address: z.string().optional(),
});
export type InstalledFile = z.infer<typeof installedFileSchema>;

const recordSchema = z.object({
  id: z.string().min(1),
  /** Fetched by the hub, recognised in another program's folder, or added by the user. Only the first is the hub's to delete. */
  origin: z.enum(["pulled", "found", "added"]),
  facts: modelFactsSchema,
  files: z.array(installedFileSchema).min(1),
  /** Unix milliseconds. */
  addedAt: z.number(),
});
export type ModelRecord = z.infer<typeof recordSchema>;

const trustSchema = z.object({
  sha256: sha256Schema,
  bytes: z.number().int(),
  address: z.string(),
  at: z.number(),
});

const stateSchema = z.object({
  version: z.literal(1),
  models: z.array(recordSchema),
  /** What the user chose for the aliases. */
  chosen: z.object({ grok: z.string().optional(), "grok-mini": z.string().optional() }),
  /** Licence id → when it was accepted, Unix milliseconds. */
  accepted: z.record(z.string(), z.number()),
  /** Address as asked for → what came at first use. Outlives the model, so that a later download is held to it. */
  trusted: z.record(z.string(), trustSchema),
});
export type RegistryState = z.infer<typeof stateSchema>;

const empty: RegistryState = { version: 1, models: [], chosen: {}, accepted: {}, trusted: {} };

/**
 * What the hub knows of this machine: `models.json` in the hub's folder. Several processes may share it: every change
 * is made under a lock on what is on disk at that moment, and every look notices what others have changed.
 */
export class Registry {
  private readonly folder: string;
  private readonly path: string;
  private readonly log: (line: string) => void;
  private current: RegistryState = empty;
  private stamp = "";
  private changing: Promise<unknown> = Promise.resolve();

  private constructor(folder: string, log: (line: string) => void) {
    this.folder = folder;
    this.path = join(folder, "models.json");
    this.log = log;
  }

  /** A registry that cannot be read is moved aside, named in the log, and begun anew; no model file is touched. */
  static async open(folder: string, log: (line: string) => void, now: () => number): Promise<Registry> {
    const registry = new Registry(folder, log);
    try {
      await mkdir(folder, { recursive: true });
      try {
        registry.reload();
      } catch (error) {
        const aside = `${registry.path}.broken-${now()}`;
        await rename(registry.path, aside);
        log(
          `The list of models could not be read (${error}). It was moved to ${aside} and begun anew; no model was touched.`,
        );
      }
    } catch (error) {
      throw toModelHubError(error, `The models folder ${folder}`);
    }
    return registry;
  }

  /** As it is on disk now. Do not change it. */
  get state(): RegistryState {
    try {
      this.reload();
    } catch (error) {
      // Half a disk failure must not make all models vanish in a running program.
      this.log(`The list of models cannot be read at the moment: ${error}`);
    }
    return this.current;
  }

  /** Replaces the state by `change` of it; changes of this and of other processes come one after another. */
  update(change: (state: RegistryState) => RegistryState): Promise<void> {
    const next = this.changing.then(async () => {
      await using _lock = await lockFile(this.path, {
        signal: new AbortController().signal,
        wait: true,
        pollMs: 20,
      });
      const state = change(this.state);
      const models = state.models.map((model) => ({
        ...model,
        files: model.files.map((file) => ({ ...file, path: this.toStored(file.path) })),
      }));
      try {
        await writeJson(this.path, { ...state, models });
      } catch (error) {
        throw toModelHubError(error, this.path);
      }
      this.reload();
    });
    this.changing = next.catch(() => undefined);
    return next;
  }

  private reload(): void {
    let stamp: string;
    try {
      const info = statSync(this.path);
      stamp = `${info.ino} ${info.size} ${info.mtimeMs}`;
    } catch (error) {
      if (systemCode(error) !== "ENOENT") throw error;
      this.current = empty;
      this.stamp = "";
      return;
    }
    if (stamp === this.stamp) return;
    const state = stateSchema.parse(JSON.parse(readFileSync(this.path, "utf8")));
    for (const model of state.models) for (const file of model.files) file.path = this.fromStored(file.path);
    this.current = state;
    this.stamp = stamp;
  }

  private toStored(path: string): string {
    const inside = relative(this.folder, path);
    return inside === "" || inside.startsWith("..") || isAbsolute(inside)
      ? path
      : inside.split(sep).join("/");
  }

  private fromStored(path: string): string {
    return isAbsolute(path) ? path : join(this.folder, path);
  }
}
