import { chmodSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import type { z } from "zod";
import { ServerError } from "../server-error.ts";

/** A list in a file that holds keys and is readable by its owner alone. */
export interface SecretFile<Entry> {
  readonly records: readonly Entry[];
  /** Whole or not at all. */
  write(records: readonly Entry[]): void;
}

/**
 * Opens the list at `path`; a file that is not there is an empty one. `holds` says what is in it, for people. Throws
 * `ServerError` "home-unwritable" for a damaged file: writing over it would lose the keys.
 */
export function openSecretFile<Entry>(
  path: string,
  schema: z.ZodType<readonly Entry[]>,
  holds: string,
): SecretFile<Entry> {
  let records = read(path, schema, holds);
  return {
    get records() {
      return records;
    },
    write(next) {
      writeFileSync(`${path}.new`, `${JSON.stringify(next, null, 2)}\n`, { mode: 0o600 });
      // The mode above counts for new files only.
      chmodSync(`${path}.new`, 0o600);
      renameSync(`${path}.new`, path);
      records = next;
    },
  };
}

function read<Entry>(path: string, schema: z.ZodType<readonly Entry[]>, holds: string): readonly Entry[] {
  try {
    return schema.parse(JSON.parse(readFileSync(path, "utf8")));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw new ServerError(
      "home-unwritable",
      `${path}, which holds ${holds}, cannot be read. Correct it, or move it away.`,
      { cause: error },
    );
  }
}
