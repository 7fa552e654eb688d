import { rm } from "node:fs/promises";
import { join } from "node:path";
import { PartFile } from "./download/part-file.ts";
import type { HubContext } from "./hub-context.ts";
import { isOwned } from "./installed-model.ts";
import { ModelHubError, toModelHubError } from "./model-hub-error.ts";
import { noticesPath } from "./source/convert-package.ts";

/**
 * Takes a model off the list. Files that the hub fetched are deleted, with what is left of unfinished downloads; files
 * used in place are only forgotten. Rejects with `ModelHubError` "not-found" when there was nothing, "disk-failed"
 * when a file cannot be deleted (it may be in use).
 */
export async function removeModel(id: string, context: HubContext): Promise<void> {
  const { models } = context.registry.state;
  const record = models.find((model) => model.id === id);
  const elsewhere = new Set(
    models.filter((model) => model !== record).flatMap(({ files }) => files.map(({ path }) => path)),
  );
  const owned =
    record !== undefined && isOwned(record, context.modelsDir) ? record.files.map(({ path }) => path) : [];
  const removedPart = await removeLeftovers(id, context);
  if (record === undefined && !removedPart) {
    throw new ModelHubError("not-found", `There is no model "${id}" on this machine.`);
  }
  for (const path of owned) {
    if (elsewhere.has(path)) continue;
    await rm(noticesPath(path), { force: true });
    await rm(path, { force: true }).catch((error: unknown) => {
      throw toModelHubError(error, path);
    });
  }
  if (record === undefined) return;
  await context.registry.update((state) => ({
    ...state,
    models: state.models.filter((model) => model.id !== id),
  }));
}

/** Parts and packages of a catalogue model's downloads that were never finished. */
async function removeLeftovers(id: string, { catalogue, modelsDir }: HubContext): Promise<boolean> {
  const entry = catalogue.find((known) => known.id === id);
  let any = false;
  for (const { name } of entry?.files ?? []) {
    for (const target of [join(modelsDir, name), join(modelsDir, `${id}-${name}`)]) {
      for (const path of [target, `${target}.whl`]) any = (await PartFile.remove(path)) || any;
      await rm(`${target}.whl`, { force: true });
      await rm(`${target}.source`, { recursive: true, force: true });
    }
  }
  return any;
}
