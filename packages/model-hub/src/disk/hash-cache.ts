import { readFile, stat } from "node:fs/promises";
import { z } from "zod";
import { sha256Schema } from "../catalogue/model-facts.ts";
import { hashFile } from "../download/hash-file.ts";
import { writeJson } from "./write-json.ts";

const entrySchema = z.object({ bytes: z.number(), mtimeMs: z.number(), sha256: sha256Schema });
const cacheSchema = z.object({ version: z.literal(1), files: z.record(z.string(), entrySchema) });
type Entry = z.infer<typeof entrySchema>;

const entriesMax = 1_000;

/**
 * Remembers the SHA-256 of files by path, size and time of change, so that 20 GB are hashed once and not at every
 * start. Kept in one small JSON file; losing it costs time and nothing else.
 */
export class HashCache {
  private readonly path: string;
  private entries: Map<string, Entry>;
  private saving: Promise<void> = Promise.resolve();

  private constructor(path: string, entries: Map<string, Entry>) {
    this.path = path;
    this.entries = entries;
  }

  static async open(path: string): Promise<HashCache> {
    try {
      const { files } = cacheSchema.parse(JSON.parse(await readFile(path, "utf8")));
      return new HashCache(path, new Map(Object.entries(files)));
    } catch {
      // Missing or damaged: begin anew.
      return new HashCache(path, new Map());
    }
  }

  /** SHA-256 of the file as it is now: remembered if it has not changed since, else computed. Rejects as reading does. */
  async hashOf(
    path: string,
    options: { fresh?: boolean; signal?: AbortSignal | undefined; onBytes?: (bytes: number) => void } = {},
  ): Promise<string> {
    const known = options.fresh === true ? undefined : await this.lookUp(path);
    if (known !== undefined) return known;
    const before = await stat(path);
    const sha256 = await hashFile(path, options);
    const after = await stat(path);
    if (before.mtimeMs === after.mtimeMs && before.size === after.size) await this.remember(path, sha256);
    return sha256;
  }

  /** What is remembered of the file, if that still holds for it. */
  async lookUp(path: string): Promise<string | undefined> {
    const entry = this.entries.get(path);
    if (entry === undefined) return undefined;
    const info = await stat(path).catch(() => undefined);
    return info?.size === entry.bytes && info.mtimeMs === entry.mtimeMs ? entry.sha256 : undefined;
  }

  /** Notes a hash that was computed elsewhere from the file as it is now. */
  async remember(path: string, sha256: string): Promise<void> {
    const { size, mtimeMs } = await stat(path);
    this.entries.delete(path);
    this.entries.set(path, { bytes: size, mtimeMs, sha256 });
    for (const oldest of this.entries.keys()) {
      if (this.entries.size <= entriesMax) break;
      this.entries.delete(oldest);
    }
    this.saving = this.saving
      .then(() => writeJson(this.path, { version: 1, files: Object.fromEntries(this.entries) }))
      // A read-only folder costs a hash at the next start.
      .catch(() => undefined);
    await this.saving;
  }
}
