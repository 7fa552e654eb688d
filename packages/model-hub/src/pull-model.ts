// One pull from question to record: plan, licence, room, file by file under a lock, and at last the entry in the
// registry. A crash at any point leaves parts and whole files that the next pull recognises.
import { rm, stat } from "node:fs/promises";
import { bringFile, isSomethingElse } from "./bring-file.ts";
import { factsOf } from "./catalogue/catalogue.ts";
import type { ModelFacts } from "./catalogue/model-facts.ts";
import type { InstalledFile, ModelRecord } from "./disk/registry.ts";
import { assertRoom } from "./download/disk-space.ts";
import { PartFile } from "./download/part-file.ts";
import { type OnStep, type PullProgress, progressMeter } from "./download/progress.ts";
import { readModelFacts } from "./gguf/read-model-facts.ts";
import type { HubContext } from "./hub-context.ts";
import { isFileOf, isOwned, stateOf } from "./installed-model.ts";
import { ModelHubError } from "./model-hub-error.ts";
import { type PullPlan, targetsOf } from "./pull-plan.ts";
import { verifyModel } from "./verify-model.ts";
import { inBytes } from "./words.ts";

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
  const steps = overall(plan, progressMeter(context.now, run.onProgress));
  if (existing !== undefined && (plan.entry === undefined || isFileOf(existing, plan.entry))) {
    const good = await ifStillGood(existing, run.signal, steps.of(0), context);
    if (good !== undefined) return good;
  }
  await settleLicence(plan, run, context);

  const targets = await targetsOf(plan, context.modelsDir, (path, file) =>
    isSomethingElse(path, file, plan.id, { signal: run.signal, onStep: steps.of(0) }, context),
  );
  await assertRoomForAll(plan, targets, context);
  const files: InstalledFile[] = [];
  for (const [index, file] of plan.files.entries()) {
    const path = targets[index] ?? "";
    const { signal, wait } = run;
    files.push(await bringFile(file, path, plan.id, { signal, wait, onStep: steps.of(index) }, context));
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

/** The record, if its files are what they were. One used in place is read again before it is given up for a download. */
async function ifStillGood(
  record: ModelRecord,
  signal: AbortSignal,
  onStep: OnStep,
  context: HubContext,
): Promise<ModelRecord | undefined> {
  const state = stateOf(record.files);
  if (state === "ready") return record;
  if (state === "missing" || isOwned(record, context.modelsDir)) return undefined;
  try {
    return await verifyModel(record, signal, (bytes) => onStep("verifying", bytes), context);
  } catch (error) {
    if (error instanceof ModelHubError && error.code === "file-broken") {
      context.log(error.message);
      return undefined;
    }
    throw error;
  }
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
