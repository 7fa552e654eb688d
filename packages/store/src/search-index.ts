// Words of titles and messages in two FTS5 tables. Which words a text has is decided by `indexText`; the tables are
// given them separated by spaces, so their tokenizer ("ascii", to which every other character belongs to a word)
// changes nothing more. They hold no text: excerpts come from the nodes.

import {
  type ConversationNode,
  excerptOf,
  indexText,
  type NodeRole,
  type OwnerId,
  type QueryTerm,
  type SearchHit,
  textOf,
} from "@grok/conversation";
import type { Database, SqlValue } from "./database.ts";
import { uuidText } from "./uuid-bytes.ts";

/** Replaces the words of a conversation's title. */
export function indexTitle(database: Database, conversationKey: number, title: string): void {
  database.run("DELETE FROM title_words WHERE rowid = ?", conversationKey);
  const words = indexText(title);
  if (words !== "")
    database.run("INSERT INTO title_words (rowid, words) VALUES (?, ?)", conversationKey, words);
}

/** Replaces the words of a message, which must be whole. */
export function indexNode(database: Database, key: number, node: Pick<ConversationNode, "parts">): void {
  database.run("DELETE FROM node_words WHERE rowid = ?", key);
  const words = indexText(textOf(node));
  if (words !== "") database.run("INSERT INTO node_words (rowid, words) VALUES (?, ?)", key, words);
}

interface TitleRow {
  id: Uint8Array;
  title: string;
  created_at: number;
}

interface MessageRow extends TitleRow {
  node: Uint8Array;
  role: NodeRole;
  parts: string;
}

/** What is looked for, and where: among all that is an owner's, or in one conversation. */
export type SearchTask = { readonly terms: readonly QueryTerm[]; readonly limit: number } & (
  | { readonly ownerId: OwnerId }
  | { readonly conversationKey: number }
);

/**
 * Titles, then messages; of one conversation, its messages alone. Best match first (BM25); where more than 1,000
 * messages match, those stored last come first: which of so many holds a common word more often says little, and
 * finding out would take seconds.
 */
export function search(database: Database, task: SearchTask): SearchHit[] {
  const { terms, limit } = task;
  const query = matchExpression(terms);
  if ("conversationKey" in task) {
    const inConversation = {
      where: conversationMessages,
      values: [query, ...keyRange(database, task.conversationKey)],
    };
    return findMessages(database, inConversation, limit).map((row) => messageHit(row, terms));
  }
  const titles = database.all<TitleRow>(
    `SELECT c.id, c.title, c.created_at FROM title_words w JOIN conversation c ON c.key = w.rowid
     WHERE title_words MATCH ? AND c.owner = ? AND c.archived_at IS NULL
     ORDER BY w.rank, w.rowid DESC LIMIT ?`,
    query,
    task.ownerId,
    limit,
  );
  const owned = { where: ownedMessages, values: [query, task.ownerId] };
  return [
    ...titles.map((row) => titleHit(row, terms)),
    ...findMessages(database, owned, limit - titles.length).map((row) => messageHit(row, terms)),
  ];
}

const rankedMax = 1_000;

const ownedMessages = `node_words w JOIN node n ON n.key = w.rowid JOIN conversation c ON c.key = n.conversation
  WHERE node_words MATCH ? AND c.owner = ? AND c.archived_at IS NULL AND n.archived_at IS NULL`;
const conversationMessages = `node_words w JOIN node n ON n.key = w.rowid
  WHERE node_words MATCH ? AND n.conversation = ? AND w.rowid BETWEEN ? AND ? AND n.archived_at IS NULL`;

/** The conversation with its first and last row: matches of the others need not even be looked at. */
function keyRange(database: Database, conversationKey: number): number[] {
  const range = database.get<{ first: number; last: number }>(
    "SELECT min(key) AS first, max(key) AS last FROM node WHERE conversation = ?",
    conversationKey,
  )!;
  return [conversationKey, range.first, range.last];
}

interface Matches {
  readonly where: string;
  readonly values: readonly SqlValue[];
}

function findMessages(database: Database, { where, values }: Matches, limit: number): MessageRow[] {
  if (limit === 0) return [];
  const newest = database.all<{ key: number }>(
    `SELECT w.rowid AS key FROM ${where} ORDER BY w.rowid DESC LIMIT ?`,
    ...values,
    rankedMax + 1,
  );
  const keys =
    newest.length > rankedMax
      ? newest.slice(0, limit)
      : database.all<{ key: number }>(
          `SELECT w.rowid AS key FROM ${where} ORDER BY w.rank, w.rowid DESC LIMIT ?`,
          ...values,
          limit,
        );
  return keys.map(
    ({ key }) =>
      database.get<MessageRow>(
        `SELECT c.id, c.title, n.id AS node, n.role, n.created_at, b.parts
         FROM node n JOIN conversation c ON c.key = n.conversation JOIN node_body b ON b.node = n.key
         WHERE n.key = ?`,
        key,
      )!,
  );
}

function titleHit({ id, title, created_at }: TitleRow, terms: readonly QueryTerm[]): SearchHit {
  return {
    conversationId: uuidText(id),
    conversationTitle: title,
    nodeId: null,
    role: "root",
    ...excerptOf(title, terms),
    createdAtMs: created_at,
  };
}

function messageHit(row: MessageRow, terms: readonly QueryTerm[]): SearchHit {
  return {
    conversationId: uuidText(row.id),
    conversationTitle: row.title,
    nodeId: uuidText(row.node),
    role: row.role,
    ...excerptOf(textOf({ parts: JSON.parse(row.parts) as ConversationNode["parts"] }), terms),
    createdAtMs: row.created_at,
  };
}

/** Every term in FTS5's syntax. All is quoted, so nothing in a query is an operator; words hold no quotes. */
function matchExpression(terms: readonly QueryTerm[]): string {
  return terms
    .map((term) => {
      if (term.type === "word") return `"${term.text}"${term.prefix ? "*" : ""}`;
      const [only, ...others] = term.characters;
      // One character alone: whatever pair it begins.
      if (others.length === 0) return `"${only}"*`;
      const pairs = term.characters.slice(0, -1).map((character, at) => character + others[at]);
      return `"${pairs.join(" ")}"`;
    })
    .join(" ");
}
