import type { Database } from "./database.ts";
import { KeyFilter } from "./key-filter.ts";
import { OpenKeys } from "./open-keys.ts";
import type { RowFacts } from "./row-facts.ts";
import { bytesOf, SealedKeys, wordsOf } from "./sealed-keys.ts";

/** What would else be read from every row at the start. */
export interface ShardSummary {
  /** It holds of the first so many rows. */
  readonly rows: number;
  readonly sealed: boolean;
  readonly keys: OpenKeys | SealedKeys;
}

/** Null where none was written. `facts` take what is known of the rows. */
export function readSummary(database: Database, facts: RowFacts): ShardSummary | null {
  const stored = database.get<{ rows: number; sealed: number; keys: Uint8Array; facts: Uint8Array }>(
    "SELECT rows, sealed, keys, facts FROM summary",
  );
  if (stored === undefined) return null;
  facts.read(stored.facts);
  const sealed = stored.sealed === 1;
  if (sealed)
    return {
      rows: stored.rows,
      sealed,
      keys: new SealedKeys(database, new KeyFilter(0, wordsOf(stored.keys))),
    };
  const keys = new OpenKeys();
  const entries = wordsOf(stored.keys);
  for (let at = 0; at < entries.length; at += 2) keys.add(entries[at]!, entries[at + 1]!);
  return { rows: stored.rows, sealed, keys };
}

export function writeSummary(database: Database, facts: RowFacts, keys: OpenKeys | SealedKeys): void {
  const isSealed = keys instanceof SealedKeys;
  database.write(() => {
    database.run("DELETE FROM summary");
    database.run(
      "INSERT INTO summary (rows, sealed, keys, facts) VALUES (?, ?, ?, ?)",
      facts.rows,
      isSealed ? 1 : 0,
      bytesOf(isSealed ? keys.filter.words : keys.entries()),
      facts.bytes(),
    );
  });
}
