import { brokenNodeJson, type Finding } from "@grok/conversation";
import { type Check, finding, nameOf, type Place, sqlCheck, turn } from "./check.ts";

const rowsAtOnce = 500;

interface BodyRow extends Place {
  readonly key: number;
  readonly parts: string;
  readonly provenance: string | null;
  readonly failure: string | null;
  readonly citations: string | null;
}

/** Reads every message, some at a time. */
export const unreadableNodes: Check = async (database) => {
  const found: Finding[] = [];
  let after = 0;
  for (;;) {
    const rows = database.read(() =>
      database.all<BodyRow>(
        `SELECT b.node AS key, b.parts, b.provenance, b.failure, b.citations, n.id AS node, c.id AS conversation
         FROM node_body b LEFT JOIN node n ON n.key = b.node LEFT JOIN conversation c ON c.key = n.conversation
         WHERE b.node > ? ORDER BY b.node LIMIT ?`,
        after,
        rowsAtOnce,
      ),
    );
    for (const row of rows) {
      const broken = brokenNodeJson(row.parts, row.provenance, row.failure, row.citations);
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

/** SQLite's own view of the file; a damaged search index is emptied, and the check after this one fills it again. */
export const damagedFile: Check = async (database, { mend }) => {
  const told = database
    .read(() => database.all<{ quick_check: string }>("PRAGMA quick_check(20)"))
    .map((row) => row.quick_check)
    .filter((line) => line !== "ok");
  const indexes = searchIndexes.filter((table) => told.some((line) => line.includes(table)));
  if (mend)
    for (const table of indexes)
      database.write(() => database.run(`INSERT INTO ${table} (${table}) VALUES ('delete-all')`));
  return [
    ...indexes.map((table) =>
      finding("search-damaged", `the search index ${table} is damaged; mending makes it anew`, nowhere, mend),
    ),
    ...told
      .filter((line) => !searchIndexes.some((table) => line.includes(table)))
      .map((line) =>
        finding("damaged-file", `${database.path} is damaged: ${line}. Keep a copy of it`, nowhere, false),
      ),
  ];
};

const searchIndexes = ["title_words", "node_words"] as const;
const nowhere: Place = { conversation: null, node: null };

/** Tables whose references have checks of their own, with words for what it means. */
const toldElsewhere = new Set(["node", "view", "last_child", "run"]);

/** References that no other check looks at. */
export const brokenReferences: Check = async (database) =>
  database
    .read(() =>
      database.all<{ table: string; rowid: number | null; parent: string }>("PRAGMA foreign_key_check"),
    )
    .filter((row) => !toldElsewhere.has(row.table))
    .map((row) => {
      const place = row.rowid === null ? "a row" : `row ${row.rowid}`;
      const message = `${place} of table ${row.table} refers to a ${row.parent} that is not there; it was left as it is`;
      return finding("broken-reference", message, nowhere, false);
    });
