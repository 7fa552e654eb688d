import { brokenNodeJson, type Finding } from "@grok/conversation";
import type { Database } from "../database.ts";
import { type Check, finding, nameOf, type Place, sqlCheck, turn } from "./check.ts";

const rowsAtOnce = 500;

interface BodyRow extends Place {
  readonly key: number;
  readonly parts: string;
  readonly provenance: string | null;
  readonly failure: string | null;
}

/** Reads every message, some at a time. */
export const unreadableNodes: Check = async (database) => {
  const found: Finding[] = [];
  let after = 0;
  for (;;) {
    const rows = database.read(() =>
      database.all<BodyRow>(
        `SELECT b.node AS key, b.parts, b.provenance, b.failure, n.id AS node, c.id AS conversation
         FROM node_body b LEFT JOIN node n ON n.key = b.node LEFT JOIN conversation c ON c.key = n.conversation
         WHERE b.node > ? ORDER BY b.node LIMIT ?`,
        after,
        rowsAtOnce,
      ),
    );
    for (const row of rows) {
      const broken = brokenNodeJson(row.parts, row.provenance, row.failure);
      if (broken === null) continue;
      const message = `${nameOf(row.node, row.key)} cannot be read (${broken}); it was left as it is`;
      found.push(finding("unreadable-node", message, row, false));
    }
    const last = rows.at(-1);
    if (last === undefined) return found;
    after = last.key;
    await turn();
  }
};

export const unreadableEvents: Check = sqlCheck<Place & { readonly key: number; readonly seq: number }>(
  "unreadable-event",
  `SELECT e.run AS key, e.seq, n.id AS node, c.id AS conversation
   FROM run_event e LEFT JOIN node n ON n.key = e.run LEFT JOIN conversation c ON c.key = n.conversation
   WHERE NOT json_valid(e.body) OR json_extract(e.body, '$.type') IS NULL`,
  (row) => `event ${row.seq} of the run of ${nameOf(row.node, row.key)} cannot be read; it was left as it is`,
);

/** SQLite's own view of the file, and of references that no other check looks at. */
export const damagedFile: Check = async (database) =>
  database.read(() => [...damagedPages(database), ...brokenReferences(database)]);

const nowhere: Place = { conversation: null, node: null };

function damagedPages(database: Database): Finding[] {
  return database
    .all<{ quick_check: string }>("PRAGMA quick_check(20)")
    .filter((row) => row.quick_check !== "ok")
    .map((row) =>
      finding(
        "damaged-file",
        `${database.path} is damaged: ${row.quick_check}. Keep a copy of it`,
        nowhere,
        false,
      ),
    );
}

/** Tables whose references have checks of their own, with words for what it means. */
const toldElsewhere = new Set(["node", "view", "last_child", "run"]);

function brokenReferences(database: Database): Finding[] {
  return database
    .all<{ table: string; rowid: number | null; parent: string }>("PRAGMA foreign_key_check")
    .filter((row) => !toldElsewhere.has(row.table))
    .map((row) => {
      const place = row.rowid === null ? "a row" : `row ${row.rowid}`;
      const message = `${place} of table ${row.table} refers to a ${row.parent} that is not there; it was left as it is`;
      return finding("broken-reference", message, nowhere, false);
    });
}
