// One file of a model, from whatever is at its place to the right bytes there.
import { rm, stat } from "node:fs/promises";
import type { CatalogueFile } from "./catalogue/catalogue.ts";
import type { InstalledFile } from "./disk/registry.ts";
import { lockFile } from "./download/file-lock.ts";
import { PartFile } from "./download/part-file.ts";
import type { OnStep } from "./download/progress.ts";
import type { HubContext } from "./hub-context.ts";
import { isOwned, stateOf } from "./installed-model.ts";
import { ModelHubError } from "./model-hub-error.ts";
import { fetchFile } from "./source/fetch-file.ts";
import { inHash } from "./words.ts";

/** What a path is taken to be while a model is being brought. */
export interface Bringing {
  signal: AbortSignal;
  onStep: OnStep;
}

/** Whether another model has the path, or a file lies there that is not the one to come and not this model's own. */
export async function isSomethingElse(
  path: string,
  file: CatalogueFile,
  id: string,
  { signal, onStep }: Bringing,
  context: HubContext,
): Promise<boolean> {
  const owner = context.registry.state.models.find(({ files }) => files.some((known) => known.path === path));
  if (owner !== undefined) return owner.id !== id;
  const info = await stat(path).catch(() => undefined);
  if (info === undefined) return false;
  const expected = expectedOf(file, context);
  if (!info.isFile() || expected.sha256 === undefined || info.size !== expected.bytes) return true;
  const onBytes = (bytes: number) => onStep("verifying", bytes, info.size);
  return (await context.hashes.hashOf(path, { signal, onBytes })) !== expected.sha256;
}

/**
 * The file at `path`, under its lock: recognised if it is there, fetched otherwise. An older file of the model stands
 * until the new one is whole; a broken one is removed first. Rejects with `ModelHubError`.
 */
export async function bringFile(
  file: CatalogueFile,
  path: string,
  id: string,
  { signal, onStep, wait }: Bringing & { wait: boolean },
  context: HubContext,
): Promise<InstalledFile> {
  const onWaiting = () => onStep("waiting", 0, file.bytes);
  await using lock = await lockFile(path, { signal, wait, onWaiting });
  const address = file.sources[0]?.address ?? "";
  const { trusted, ...expected } = expectedOf(file, context);
  const trust = file.sha256 === undefined ? "first-use" : "pinned";

  const there = await stat(path).catch(() => undefined);
  if (there !== undefined && expected.sha256 !== undefined && there.size === expected.bytes) {
    const onBytes = (bytes: number) => onStep("verifying", bytes, expected.bytes);
    if ((await context.hashes.hashOf(path, { signal, onBytes })) === expected.sha256) {
      await PartFile.remove(path);
      return { path, bytes: there.size, mtimeMs: there.mtimeMs, sha256: expected.sha256, trust, address };
    }
  }
  if (there !== undefined) await settleOldFile(path, id, context);

  const sources = trusted === undefined ? file.sources : [{ address: trusted.address }];
  const job = { expected, target: path, signal: AbortSignal.any([signal, lock.lost]), onStep, context };
  const { sha256, bytes, address: from } = await fetchFile(sources, job);
  await context.hashes.remember(path, sha256);
  if (trust === "first-use" && trusted === undefined) {
    const first = { sha256, bytes, address: from, at: context.now() };
    await context.registry.update((state) => ({ ...state, trusted: { ...state.trusted, [address]: first } }));
    context.log(
      `No hash was on record for ${address}. What came (SHA-256 ${inHash(sha256)}) is recorded, and later downloads are held to it.`,
    );
  }
  const { mtimeMs } = await stat(path);
  return { path, bytes, mtimeMs, sha256, trust, address: from };
}

/** What the file must be: by the catalogue, or by what came at its first use. */
function expectedOf(file: CatalogueFile, { registry }: HubContext) {
  const trusted =
    file.sha256 === undefined ? registry.state.trusted[file.sources[0]?.address ?? ""] : undefined;
  return { bytes: file.bytes ?? trusted?.bytes, sha256: file.sha256 ?? trusted?.sha256, trusted };
}

async function settleOldFile(path: string, id: string, context: HubContext): Promise<void> {
  const record = context.registry.state.models.find((model) => model.id === id);
  const known = record?.files.find((file) => file.path === path);
  if (record === undefined || known === undefined || !isOwned(record, context.modelsDir)) {
    throw new ModelHubError(
      "busy",
      `${path} appeared while the model was being fetched. Move it away and pull again.`,
    );
  }
  if (stateOf([known]) === "ready") return;
  context.log(`${path} was broken; it was removed and is fetched anew.`);
  await rm(path, { force: true });
}
