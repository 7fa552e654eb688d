import { mkdirSync } from "node:fs";
import { ShardSet } from "../src/shard-set.ts";
import { StateDatabase } from "../src/state-database.ts";
import { Writer } from "../src/writer.ts";

/** What writes an index in `folder`, which it makes, with shards of so many rows. Without a thread: everything is done at once. */
export function openWriter(folder: string, rows: number) {
  mkdirSync(folder);
  const state = new StateDatabase(folder);
  const shards = new ShardSet(folder, { rows, ms: 3_600_000_000 }, () => {});
  const writer = new Writer(shards, state, Date.now, () => {});
  return {
    shards,
    state,
    writer,
    close() {
      shards.close();
      state.close();
    },
  };
}
