import { rename, stat } from "node:fs/promises";
import type { ModelRecord } from "./disk/registry.ts";
import { PartFile } from "./download/part-file.ts";
import type { HubContext } from "./hub-context.ts";
import { isOwned } from "./installed-model.ts";
import { ModelHubError, systemCode, toModelHubError } from "./model-hub-error.ts";
import { inHash } from "./words.ts";

/**
 * Reads every byte of an installed model and compares the hash with the one on record. A file that has only been
 * touched becomes ready again. A wrong one is forgotten and, if the hub fetched it, renamed to `….broken`; then
 * rejects with "file-broken" that says what to do, or with "not-found" for a file that is gone.
 */
export async function verifyModel(
  record: ModelRecord,
  signal: AbortSignal,
  onBytes: (bytes: number) => void,
  context: HubContext,
): Promise<ModelRecord> {
  const files: ModelRecord["files"] = [];
  let before = 0;
  for (const file of record.files) {
    const sha256 = await context.hashes
      .hashOf(file.path, { fresh: true, signal, onBytes: (bytes) => onBytes(before + bytes) })
      .catch((error: unknown) => {
        if (systemCode(error) === "ENOENT") {
          throw new ModelHubError(
            "not-found",
            `${file.path} is gone. Pull "${record.id}" again or remove it from the list.`,
          );
        }
        throw toModelHubError(error, file.path, signal.aborted);
      });
    if (sha256 !== file.sha256) await reject(record, file.path, sha256, file.sha256, context);
    const { mtimeMs, size } = await stat(file.path);
    files.push({ ...file, mtimeMs, bytes: size });
    before += size;
  }
  const verified = { ...record, files };
  await context.registry.update((state) => ({
    ...state,
    models: state.models.map((model) => (model.id === record.id ? verified : model)),
  }));
  return verified;
}

async function reject(
  record: ModelRecord,
  path: string,
  actual: string,
  expected: string,
  context: HubContext,
): Promise<never> {
  const owned = isOwned(record, context.modelsDir);
  const aside = `${path}.broken`;
  if (owned) {
    await rename(path, aside);
    await PartFile.remove(path);
  }
  await context.registry.update((state) => ({
    ...state,
    models: state.models.filter(({ id }) => id !== record.id),
  }));
  throw new ModelHubError(
    "file-broken",
    `${path} is not what it was: SHA-256 ${inHash(actual)} instead of ${inHash(expected)}. ` +
      (owned
        ? `It was moved to ${aside} and will not be used. Pull "${record.id}" again; the moved file can be deleted.`
        : "It was left where it is and will not be used. Restore it, or add it again if the change was meant."),
  );
}
