import { chmodSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { ServerError } from "../server-error.ts";

const schema = z.array(z.object({ name: z.string().min(1), baseUrl: z.string().min(1), apiKey: z.string() }));

/** An OpenAI-compatible address that the user added. An empty key is none. */
export type ProviderRecord = z.infer<typeof schema>[number];

/** HOME/providers.json, which holds keys and is readable by its owner alone. */
export interface ProviderFile {
  readonly records: readonly ProviderRecord[];
  write(records: readonly ProviderRecord[]): void;
}

/** Throws `ServerError` "home-unwritable" for a damaged file: writing over it would lose the keys. */
export function openProviderFile(home: string): ProviderFile {
  const path = join(home, "providers.json");
  let records = read(path);
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

function read(path: string): readonly ProviderRecord[] {
  try {
    return schema.parse(JSON.parse(readFileSync(path, "utf8")));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw new ServerError(
      "home-unwritable",
      `${path}, which holds addresses of model servers and their keys, cannot be read. Correct it, or move it away.`,
      { cause: error },
    );
  }
}
