// One pull from question to record: plan, licence, room, file by file under a lock, and at last the entry in the
// registry. A crash at any point leaves parts and whole files that the next pull recognises.
import { rm, stat } from "node:fs/promises";
import type { CatalogueFile } from "./catalogue/catalogue.ts";
import type { ModelFacts } from "./catalogue/model-facts.ts";
import type { InstalledFile, ModelRecord } from "./disk/registry.ts";
import { assertRoom } from "./download/disk-space.ts";
import { lockFile } from "./download/file-lock.ts";
import { PartFile } from "./download/part-file.ts";
import { type OnStep, type PullProgress, progressMeter } from "./download/progress.ts";
import { readModelFacts } from "./gguf/read-model-facts.ts";
import type { HubContext } from "./hub-context.ts";
import { isFileOf, isOwned, stateOf } from "./installed-model.ts";
import { ModelHubError } from "./model-hub-error.ts";
import { type PullPlan, targetsOf } from "./pull-plan.ts";
import { fetchFile } from "./source/fetch-file.ts";
import { inBytes, inHash } from "./words.ts";

export interface PullRun {
  /** Licence id that the user has read and accepted. */
  acceptLicence: string | undefined;
  wait: boolean;
  signal: AbortSignal;
  onProgress: (progress: PullProgress) => void;
}

/** Brings a model here. Cheap when it is already. Rejects with `ModelHubError`; what came is kept for the next pull. */
export async function pullModel(plan: PullPlan, run: PullRun, context: HubContext): Promise<ModelRecord> {
  const existing = context.registry.state.models.find(({ id }) => id === plan.id);
  if (
    existing !== undefined &&
    stateOf(existing.files) === "ready" &&
    (plan.entry === undefined || isFileOf(existing, plan.entry))
  ) {
    return existing;
  }
  await settleLicence(plan, run, context);

  const targets = await targetsOf(plan, context.modelsDir, (path, file) =>
    isSomethingElse(path, file, plan, context),
  );
  await assertRoomForAll(plan, targets, context);
  const steps = overall(plan, progressMeter(context.now, run.onProgress));
  const files: InstalledFile[] = [];
  for (const [index, file] of plan.files.entries()) {
    const path = targets[index] ?? "";
    files.push(await bring(file, path, plan, { ...run, onStep: steps.of(index) }, context));
    steps.done(files.at(-1)?.bytes ?? 0);
  }

  const facts = plan.entry === undefined ? await factsOrReject(files, plan, context) : factsOf(plan.entry);
  const record: ModelRecord = { id: plan.id, origin: "pulled", facts, files, addedAt: context.now() };
  await context.registry.update((state) => ({
    ...state,
    models: [...state.models.filter(({ id }) => id !== plan.id), record],
  }));
  return record;
}

async function settleLicence(
  { entry }: PullPlan,
  run: PullRun,
  { registry, now }: HubContext,
): Promise<void> {
  if (entry === undefined || !entry.licence.mustAccept) return;
  const { id, title, url } = entry.licence;
  const key = `${entry.id}: ${id}`;
  if (registry.state.accepted[key] !== undefined) return;
  if (run.acceptLicence !== id) {
    throw new ModelHubError(
      "licence-not-accepted",
      `${entry.title} (${inBytes(entry.bytes)}) comes under the ${title}: ${url}. Read it and accept "${id}" to download the model.`,
    );
  }
  await registry.update((state) => ({ ...state, accepted: { ...state.accepted, [key]: now() } }));
}

/** A path is somebody else's when another model has it, or when a file lies there that is not the one to come. */
async function isSomethingElse(
  path: string,
  file: CatalogueFile,
  plan: PullPlan,
  context: HubContext,
): Promise<boolean> {
  const owner = context.registry.state.models.find(({ files }) => files.some((known) => known.path === path));
  if (owner !== undefined) return owner.id !== plan.id;
  const info = await stat(path).catch(() => undefined);
  if (info === undefined) return false;
  const expected = expectedOf(file, context);
  if (!info.isFile() || expected.sha256 === undefined || info.size !== expected.bytes) return true;
  return (await context.hashes.hashOf(path)) !== expected.sha256;
}

/** What the file must be: by the catalogue, or by what came at its first use. */
function expectedOf(file: CatalogueFile, { registry }: HubContext) {
  const trusted =
    file.sha256 === undefined ? registry.state.trusted[file.sources[0]?.address ?? ""] : undefined;
  return { bytes: file.bytes ?? trusted?.bytes, sha256: file.sha256 ?? trusted?.sha256, trusted };
}

/** One file, under its lock: recognised if it is there, fetched otherwise. */
async function bring(
  file: CatalogueFile,
  path: string,
  plan: PullPlan,
  run: PullRun & { onStep: OnStep },
  context: HubContext,
): Promise<InstalledFile> {
  const { onStep, signal } = run;
  await using lock = await lockFile(path, {
    signal,
    wait: run.wait,
    onWaiting: () => onStep("waiting", 0, file.bytes),
  });
  const address = file.sources[0]?.address ?? "";
  const { trusted, ...expected } = expectedOf(file, context);
  const trust = file.sha256 === undefined ? "first-use" : "pinned";

  const there = await stat(path).catch(() => undefined);
  if (there !== undefined) {
    if (expected.sha256 !== undefined && there.size === expected.bytes) {
      const onBytes = (bytes: number) => onStep("verifying", bytes, expected.bytes);
      if ((await context.hashes.hashOf(path, { signal, onBytes })) === expected.sha256) {
        await PartFile.remove(path);
        return { path, bytes: there.size, mtimeMs: there.mtimeMs, sha256: expected.sha256, trust, address };
      }
    }
    await discardOldFile(path, plan, context);
  }
  const sources = trusted === undefined ? file.sources : [{ address: trusted.address }];
  const got = await fetchFile(sources, {
    expected,
    target: path,
    signal: AbortSignal.any([signal, lock.lost]),
    onStep,
    context,
  });
  await context.hashes.remember(path, got.sha256);
  if (trust === "first-use" && trusted === undefined) {
    const first = { sha256: got.sha256, bytes: got.bytes, address: got.address, at: context.now() };
    await context.registry.update((state) => ({ ...state, trusted: { ...state.trusted, [address]: first } }));
    context.log(
      `No hash was on record for ${address}. What came (SHA-256 ${inHash(got.sha256)}) is recorded, and later downloads are held to it.`,
    );
  }
  const { mtimeMs } = await stat(path);
  return { path, bytes: got.bytes, mtimeMs, sha256: got.sha256, trust, address: got.address };
}

/** Makes room for the file that takes its place: what is there is this model's own, and either broken or outdated. */
async function discardOldFile(path: string, plan: PullPlan, context: HubContext): Promise<void> {
  const record = context.registry.state.models.find(({ id }) => id === plan.id);
  if (record === undefined || !isOwned(record, context.modelsDir)) {
    throw new ModelHubError(
      "busy",
      `${path} appeared while the model was being fetched. Move it away and pull again.`,
    );
  }
  context.log(`${path} is broken or outdated; it was removed and is fetched anew.`);
  await rm(path, { force: true });
}

/** Refuses before the first byte of many gigabytes, counting what is there already. */
async function assertRoomForAll(
  plan: PullPlan,
  targets: readonly string[],
  context: HubContext,
): Promise<void> {
  const whole = plan.entry?.bytes ?? plan.files.reduce((sum, { bytes = 0 }) => sum + bytes, 0);
  let there = 0;
  for (const path of targets) {
    const sizes = await Promise.all(
      [path, PartFile.pathOf(path)].map((name) => stat(name).catch(() => undefined)),
    );
    there += Math.max(...sizes.map((info) => info?.size ?? 0));
  }
  if (there < whole) await assertRoom(context.modelsDir, whole - there, context.freeBytes);
}

async function factsOrReject(
  files: readonly InstalledFile[],
  plan: PullPlan,
  context: HubContext,
): Promise<ModelFacts> {
  try {
    return await readModelFacts(files.map(({ path }) => path));
  } catch (error) {
    // What came is whole but no model: nothing refers to it, so it goes again.
    for (const { path } of files) await rm(path, { force: true });
    context.log(`${plan.files[0]?.name} is no model that can be used; it was removed.`);
    throw error;
  }
}

function factsOf(entry: NonNullable<PullPlan["entry"]>): ModelFacts {
  const {
    id: _id,
    bytes: _bytes,
    quality: _quality,
    suits: _suits,
    note: _note,
    files: _files,
    ...facts
  } = entry;
  return facts;
}

/** Adds the files of a model up to one progress. */
function overall({ entry, files }: PullPlan, step: OnStep) {
  let before = 0;
  const known = files.every(({ bytes }) => bytes !== undefined);
  const totalOf = (index: number, bytes: number | undefined) =>
    files.length === 1
      ? bytes
      : known
        ? entry?.bytes
        : index === files.length - 1 && bytes !== undefined
          ? before + bytes
          : entry?.bytes;
  return {
    of:
      (index: number): OnStep =>
      (phase, bytes, totalBytes) =>
        step(phase, before + bytes, totalOf(index, totalBytes)),
    done(bytes: number) {
      before += bytes;
    },
  };
}
