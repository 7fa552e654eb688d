import { readdirSync, renameSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { PostsError } from "@grok/posts";
import { Database } from "./database.ts";
import { shardFormat, shardSchema, shardSettings } from "./shard-schema.ts";

/** What SQLite lays beside a file. */
const beside = ["", "-wal", "-shm", "-journal"] as const;

/** Where a shard's file lies. Names sort as the shards do. */
export const shardPath = (folder: string, number: number) =>
  join(folder, `posts-${String(number).padStart(8, "0")}.db`);

/** Numbers of the shards whose files lie in `folder`, oldest first. */
export function shardNumbers(folder: string): number[] {
  return readdirSync(folder)
    .flatMap((name) => /^posts-(\d{8})\.db$/.exec(name)?.[1] ?? [])
    .map(Number)
    .sort((a, b) => a - b);
}

/** Opens a shard's file to write, and makes it where it is not there. Throws `PostsError`. */
export function openShardFile(folder: string, number: number): Database {
  const path = shardPath(folder, number);
  if (statSync(path, { throwIfNoEntry: false }) === undefined) makeFile(folder, path);
  const database = new Database(path);
  const { user_version: format } = database.get<{ user_version: number }>("PRAGMA user_version")!;
  if (format !== shardFormat) {
    database.close();
    throw new PostsError(
      "storage-broken",
      `${path} has format ${format}, and this version of the program reads ${shardFormat}. Move it away to begin anew`,
    );
  }
  database.exec(shardSettings);
  return database;
}

export function removeShardFile(path: string): void {
  for (const end of beside) rmSync(`${path}${end}`, { force: true });
}

/** On the disk, with what is not yet in its place. */
export function bytesOf(path: string): number {
  return [path, `${path}-wal`].reduce(
    (sum, each) => sum + (statSync(each, { throwIfNoEntry: false })?.size ?? 0),
    0,
  );
}

/** The file appears as a whole, whenever a kill comes. */
function makeFile(folder: string, path: string): void {
  const unfinished = join(folder, "posts-next.db");
  removeShardFile(unfinished);
  const database = new Database(unfinished);
  try {
    database.exec(`PRAGMA page_size = 16384; ${shardSettings}`);
    database.write(() => database.exec(shardSchema));
  } finally {
    database.close();
  }
  renameSync(unfinished, path);
}
