import { readdirSync } from "node:fs";

/** Numbers of the shards whose files lie in `folder`, oldest first. */
export function shardNumbers(folder: string): number[] {
  return readdirSync(folder)
    .flatMap((name) => /^posts-(\d{8})\.db$/.exec(name)?.[1] ?? [])
    .map(Number)
    .sort((a, b) => a - b);
}
