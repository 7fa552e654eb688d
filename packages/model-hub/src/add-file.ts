import { stat } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import type { InstalledFile, ModelRecord } from "./disk/registry.ts";
import { readModelFacts } from "./gguf/read-model-facts.ts";
import type { HubContext } from "./hub-context.ts";
import { ModelHubError, toModelHubError } from "./model-hub-error.ts";
import { freeId, slug } from "./model-id.ts";
import { splitPart } from "./split-files.ts";

/**
 * Takes up a GGUF file of the user's where it lies. A split model is named by its first part; the others must lie
 * beside it. A file that the catalogue knows by its hash gets that entry's id and facts, any other what its header
 * says. Rejects with `ModelHubError` "not-found", "file-broken" or "cancelled"; nothing is recorded then.
 */
export async function addModelFile(
  path: string,
  signal: AbortSignal,
  context: HubContext,
): Promise<ModelRecord> {
  const paths = partsOf(resolve(path));
  const facts = await readModelFacts(paths);
  const files: InstalledFile[] = [];
  for (const part of paths) {
    try {
      const sha256 = await context.hashes.hashOf(part, { signal });
      const { size, mtimeMs } = await stat(part);
      files.push({ path: part, bytes: size, mtimeMs, sha256, trust: "own" });
    } catch (error) {
      throw toModelHubError(error, part, signal.aborted);
    }
  }

  const entry = context.catalogue.find(
    (known) =>
      known.files.length === files.length &&
      known.files.every(({ sha256 }, index) => sha256 === files[index]?.sha256),
  );
  let record: ModelRecord | undefined;
  await context.registry.update((state) => {
    const before = state.models.find((model) => model.files[0]?.path === paths[0]);
    const others = state.models.filter((model) => model !== before);
    const taken = (id: string) =>
      others.some((model) => model.id === id) ||
      (entry === undefined && context.catalogue.some((known) => known.id === id));
    const id = before?.id ?? freeId(entry?.id ?? slug(basename(paths[0] ?? "")), taken);
    record = {
      id,
      origin: before?.origin ?? "added",
      facts,
      files,
      addedAt: before?.addedAt ?? context.now(),
    };
    return { ...state, models: [...others, record] };
  });
  if (record === undefined)
    throw new ModelHubError("disk-failed", "The list of models could not be written.");
  return record;
}

function partsOf(path: string): string[] {
  const split = splitPart(basename(path));
  if (split === undefined) return [path];
  if (split.part !== 1) {
    throw new ModelHubError(
      "file-broken",
      `"${path}" is part ${split.part} of ${split.parts} of a split model. Add its first part, ${split.nameOf(1)}; the others are found by name.`,
    );
  }
  return Array.from({ length: split.parts }, (_, index) => join(dirname(path), split.nameOf(index + 1)));
}
