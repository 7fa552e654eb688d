import { type ConversationNode, type Finding, indexText, textOf } from "@grok/conversation";
import type { Database } from "../database.ts";
import { indexNode, indexTitle } from "../search-index.ts";
import { type Check, finding, type Place, turn } from "./check.ts";

const rowsAtOnce = 500;
const nowhere: Place = { conversation: null, node: null };

/** The search index can be made again from the texts at any time, so everything here is mended. */
export const searchIndex: Check = async (database, { mend }) => [
  ...surplusRows(database, mend),
  ...missingTitles(database, mend),
  ...(await missingMessages(database, mend)),
];

/** Words of what is not there, or not yet whole. */
function surplusRows(database: Database, mend: boolean): Finding[] {
  const surplus = [
    {
      what: "titles",
      where: "title_words_docsize d WHERE NOT EXISTS (SELECT 1 FROM conversation c WHERE c.key = d.id)",
      remove: "DELETE FROM title_words WHERE rowid = ?",
    },
    {
      what: "messages",
      where:
        "node_words_docsize d WHERE NOT EXISTS (SELECT 1 FROM node n WHERE n.key = d.id AND n.status <> 'running')",
      remove: "DELETE FROM node_words WHERE rowid = ?",
    },
  ];
  const work = () =>
    surplus.flatMap(({ what, where, remove }) => {
      const rows = database.all<{ id: number }>(`SELECT d.id FROM ${where}`);
      if (mend) for (const { id } of rows) database.run(remove, id);
      if (rows.length === 0) return [];
      const message = `the search index knows ${rows.length} ${what} that are not there; mending removes them`;
      return [finding("search-surplus", message, nowhere, mend)];
    });
  return mend ? database.write(work) : database.read(work);
}

function missingTitles(database: Database, mend: boolean): Finding[] {
  const work = () => {
    const missing = database
      .all<{ key: number; title: string }>(
        "SELECT key, title FROM conversation WHERE key NOT IN (SELECT id FROM title_words_docsize)",
      )
      .filter(({ title }) => indexText(title) !== "");
    if (mend) for (const { key, title } of missing) indexTitle(database, key, title);
    return missing.length;
  };
  return missing(mend ? database.write(work) : database.read(work), "titles", mend);
}

interface BodyRow {
  readonly key: number;
  readonly parts: string;
}

async function missingMessages(database: Database, mend: boolean): Promise<Finding[]> {
  let count = 0;
  let after = 0;
  for (;;) {
    const work = () => {
      const rows = database.all<BodyRow>(
        `SELECT b.node AS key, b.parts FROM node_body b JOIN node n ON n.key = b.node
         WHERE b.node > ? AND n.status <> 'running' AND b.node NOT IN (SELECT id FROM node_words_docsize)
         ORDER BY b.node LIMIT ?`,
        after,
        rowsAtOnce,
      );
      for (const row of rows) {
        const node = readable(row);
        if (node === null || indexText(textOf(node)) === "") continue;
        count++;
        if (mend) indexNode(database, row.key, node);
      }
      return rows.at(-1);
    };
    const last = mend ? database.write(work) : database.read(work);
    if (last === undefined) return missing(count, "messages", mend);
    after = last.key;
    await turn();
  }
}

/** Texts that cannot be read are told by another check. */
function readable({ parts }: BodyRow): Pick<ConversationNode, "parts"> | null {
  try {
    return { parts: JSON.parse(parts) as ConversationNode["parts"] };
  } catch {
    return null;
  }
}

function missing(count: number, what: string, mend: boolean): Finding[] {
  if (count === 0) return [];
  const message = `${count} ${what} cannot be found by searching; mending takes them into the index`;
  return [finding("search-missing", message, nowhere, mend)];
}
