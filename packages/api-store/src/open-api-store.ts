import { randomUUID } from "node:crypto";
import { createReadStream, mkdirSync } from "node:fs";
import { open, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { ApiStore, SavedFile } from "./api-store.ts";
import { ApiStoreError } from "./api-store-error.ts";
import { ThreadedDatabase } from "./threaded-database.ts";

export const fileBytesMax = 50 * 2 ** 20;
const filesMax = 1_000;
const sweepEveryMs = 600_000;

export interface OpenApiStoreOptions {
  /** Told when something that had its time could not be taken away. */
  readonly log?: (error: unknown) => void;
}

/** What the API keeps, in `api.sqlite` and `api-files` of `home`. Nothing is made before something is kept or asked for. */
export function openApiStore(home: string, { log = () => {} }: OpenApiStoreOptions = {}): ApiStore {
  const database = new ThreadedDatabase(join(home, "api.sqlite"));
  const folder = join(home, "api-files");
  let sweeping: NodeJS.Timeout | undefined;
  const ask: ThreadedDatabase["ask"] = (name, ...args) => {
    if (sweeping === undefined) {
      sweeping = setInterval(() => sweep().catch(log), sweepEveryMs).unref();
      sweep().catch(log);
    }
    return database.ask(name, ...args);
  };
  const sweep = async () => {
    for (const id of await database.ask("sweep")) await rm(join(folder, id), { force: true });
  };

  return {
    saveAnswer: (tenant, answer, events) => ask("saveAnswer", tenant, answer, events),
    answer: (tenant, id) => ask("answer", tenant, id),
    answersUpTo: (tenant, id) => ask("answersUpTo", tenant, id),
    events: (tenant, id) => ask("events", tenant, id),
    removeAnswer: (tenant, id) => ask("removeAnswer", tenant, id),
    beginDeferred: (tenant, id) => ask("beginDeferred", tenant, id),
    endDeferred: (tenant, id, status, body) => ask("endDeferred", tenant, id, status, body),
    takeDeferred: (tenant, id) => ask("takeDeferred", tenant, id),
    async addFile(tenant, bytes, about) {
      if ((await ask("fileCount", tenant)) >= filesMax)
        throw new ApiStoreError("too-large", `${filesMax} files are kept already. Delete some first.`);
      const id = `file-${randomUUID()}`;
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      const path = join(folder, id);
      try {
        const written = await write(path, bytes);
        const { name, purpose, ttlMs } = await about;
        const createdAtMs = Date.now();
        const expiresAtMs = ttlMs === null ? null : createdAtMs + ttlMs;
        const file: SavedFile = { id, name, purpose, bytes: written, createdAtMs, expiresAtMs };
        await ask("addFile", tenant, file);
        return file;
      } catch (error) {
        await rm(path, { force: true });
        throw error;
      }
    },
    file: (tenant, id) => ask("file", tenant, id),
    files: (tenant, page) => ask("files", tenant, page),
    async fileBytes(tenant, id) {
      if ((await ask("file", tenant, id)) === null) return null;
      const path = join(folder, id);
      const isThere = await stat(path).then(
        () => true,
        () => false,
      );
      return isThere ? createReadStream(path) : null;
    },
    async removeFile(tenant, id) {
      const removed = await ask("removeFile", tenant, id);
      if (removed) await rm(join(folder, id), { force: true });
      return removed;
    },
    close() {
      clearInterval(sweeping);
      return database.close();
    },
  };
}

async function write(path: string, bytes: AsyncIterable<Uint8Array>): Promise<number> {
  const file = await open(path, "wx", 0o600);
  let written = 0;
  try {
    for await (const piece of bytes) {
      written += piece.length;
      if (written > fileBytesMax)
        throw new ApiStoreError("too-large", `A file may have ${fileBytesMax} bytes; this one has more.`);
      await file.write(piece);
    }
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOSPC")
      throw new ApiStoreError("storage-full", "There is no room left for the file.", { cause: error });
    throw error;
  } finally {
    await file.close();
  }
  return written;
}
