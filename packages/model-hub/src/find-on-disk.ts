import { realpath, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { type CatalogueEntry, factsOf } from "./catalogue/catalogue.ts";
import type { Candidate } from "./disk/candidate.ts";
import { listCandidates } from "./disk/list-candidates.ts";
import type { InstalledFile, ModelRecord } from "./disk/registry.ts";
import { storeFolders } from "./disk/store-folders.ts";
import type { HubContext } from "./hub-context.ts";
import { stateOf } from "./installed-model.ts";
import { toModelHubError } from "./model-hub-error.ts";
import { splitPart } from "./split-files.ts";

/** What a search of this machine brought to light. */
export interface FoundOnDisk {
  /** Models of the catalogue, recognised by their hash and usable from now on where they lie. */
  found: readonly ModelRecord[];
  /** Files that the catalogue does not know; `addFile` takes them up. At most 200. */
  others: readonly Candidate[];
}

const othersMax = 200;

/**
 * Looks through the folders of other programs and the hub's own. Sizes are compared first, so only likely files are
 * hashed, and those once. Nothing is moved, changed or deleted. Rejects only with `ModelHubError` "cancelled".
 */
export async function findModelsOnDisk(signal: AbortSignal, context: HubContext): Promise<FoundOnDisk> {
  try {
    const candidates = await distinctCandidates(signal, context);
    const { models } = context.registry.state;
    const ready = new Set(models.filter(({ files }) => stateOf(files) === "ready").map(({ id }) => id));
    const found: ModelRecord[] = [];
    for (const entry of context.catalogue) {
      if (ready.has(entry.id)) continue;
      const files = await recognise(entry, candidates, signal, context);
      if (files === undefined) continue;
      const origin = files.every(({ path }) => dirname(path) === context.modelsDir) ? "pulled" : "found";
      found.push({ id: entry.id, origin, facts: factsOf(entry), files, addedAt: context.now() });
    }
    if (found.length > 0) {
      const ids = new Set(found.map(({ id }) => id));
      await context.registry.update((state) => ({
        ...state,
        models: [...state.models.filter(({ id }) => !ids.has(id)), ...found],
      }));
    }
    const known = new Set([...models, ...found].flatMap(({ files }) => files.map(({ path }) => path)));
    const others = candidates.filter(
      ({ path }) => !known.has(path) && (splitPart(basename(path))?.part ?? 1) === 1,
    );
    return { found, others: others.slice(0, othersMax) };
  } catch (error) {
    throw toModelHubError(error, "The search for models", signal.aborted);
  }
}

/** Every file once, however many folders and links lead to it. */
async function distinctCandidates(
  signal: AbortSignal,
  { env, platform, modelsDir }: HubContext,
): Promise<Candidate[]> {
  const folders = [
    { store: "Grok", layout: "files" as const, path: modelsDir },
    ...(await storeFolders(env, platform)),
  ];
  const distinct = new Map<string, Candidate>();
  for (const folder of folders) {
    for (const candidate of await listCandidates(folder, signal)) {
      const real = await realpath(candidate.path).catch(() => candidate.path);
      if (!distinct.has(real)) distinct.set(real, candidate);
    }
  }
  return [...distinct.values()];
}

/** The entry's files among the candidates, all beside each other under the names by which a first part finds the rest. */
async function recognise(
  entry: CatalogueEntry,
  candidates: readonly Candidate[],
  signal: AbortSignal,
  context: HubContext,
): Promise<InstalledFile[] | undefined> {
  const [first, ...rest] = entry.files;
  for (const candidate of candidates) {
    if (first?.bytes !== candidate.bytes) continue;
    if (rest.length > 0 && basename(candidate.path) !== first.name) continue;
    const paths = [candidate.path, ...rest.map(({ name }) => join(dirname(candidate.path), name))];
    const files: InstalledFile[] = [];
    for (const [index, { bytes, sha256 }] of entry.files.entries()) {
      const path = paths[index] ?? "";
      const info = await stat(path).catch(() => undefined);
      if (sha256 === undefined || info === undefined || info.size !== bytes) break;
      const actual = await context.hashes.hashOf(path, { signal }).catch((error: unknown) => {
        if (signal.aborted) throw error;
        return undefined;
      });
      if (actual !== sha256) break;
      files.push({ path, bytes: info.size, mtimeMs: info.mtimeMs, sha256, trust: "pinned" });
    }
    if (files.length === entry.files.length) return files;
  }
  return undefined;
}
