import {
  type Citation,
  ConversationError,
  type ConversationNode,
  type NodeId,
  type NodePart,
  type NodeShape,
  parentsFirst,
} from "@grok/conversation";
import type { ConversationKey } from "./conversation-table.ts";
import type { Database } from "./database.ts";
import { hexToUuid, hexToUuidOrNull, uuidBytes } from "./uuid-bytes.ts";

/** Ids as hex digits (none for null) and rows as arrays: a long branch is read in two thirds of the time. */
type NodeRow = [
  key: number,
  id: string,
  conversation: string,
  parent: string,
  role: ConversationNode["role"],
  status: ConversationNode["status"],
  origin: ConversationNode["origin"],
  editedFrom: string,
  source: string,
  name: string,
  bookmarked: number,
  archivedAt: number | null,
  createdAt: number,
  parts: string | null,
  provenance: string | null,
  failure: string | null,
  citations: string | null,
];

const columns = `n.key, lower(hex(n.id)), lower(hex(c.id)), lower(hex(p.id)), n.role, n.status, n.origin,
  lower(hex(e.id)), lower(hex(s.id)), n.name, n.bookmarked, n.archived_at, n.created_at, b.parts, b.provenance, b.failure,
  b.citations`;
const joins = `JOIN conversation c ON c.key = n.conversation
  LEFT JOIN node p ON p.key = n.parent
  LEFT JOIN node e ON e.key = n.edited_from
  LEFT JOIN node s ON s.key = n.source
  LEFT JOIN node_body b ON b.node = n.key`;
const wholeNodes = `SELECT ${columns} FROM node n ${joins}`;

/** A node with its key; undefined where it is not there, in whatever conversation. */
export function findNode(
  database: Database,
  id: NodeId,
): { readonly key: number; readonly node: ConversationNode } | undefined {
  const [row] = database.tuples<NodeRow>(`${wholeNodes} WHERE n.id = ?`, uuidBytes(id));
  return row === undefined ? undefined : { key: row[0], node: nodeOf(row) };
}

export function nodeByKey(database: Database, key: number): ConversationNode {
  return nodeOf(database.tuples<NodeRow>(`${wholeNodes} WHERE n.key = ?`, key)[0]!);
}

/** Throws "not-found" unless the node is there, in this conversation. */
export function nodeKey(database: Database, conversation: ConversationKey, id: NodeId): number {
  const row = database.get<{ key: number }>(
    "SELECT key FROM node WHERE id = ? AND conversation = ?",
    uuidBytes(id),
    conversation.key,
  );
  if (row === undefined)
    throw new ConversationError("not-found", `conversation ${conversation.id} has no node ${id}`);
  return row.key;
}

/** In the order asked for. */
export function nodesById(
  database: Database,
  conversation: ConversationKey,
  ids: readonly NodeId[],
): ConversationNode[] {
  if (ids.length > 1_000)
    throw new ConversationError("bad-input", `${ids.length} nodes were asked for, the limit is 1000`);
  return ids.map((id) => nodeByKey(database, nodeKey(database, conversation, id)));
}

/** Root first. */
export function pathTo(database: Database, leafKey: number): ConversationNode[] {
  // UNION, not UNION ALL: in a damaged file with a cycle the walk ends where it began.
  const rows = database.tuples<NodeRow>(
    `WITH RECURSIVE up (key, parent) AS (
       SELECT key, parent FROM node WHERE key = ?
       UNION SELECT n.key, n.parent FROM up CROSS JOIN node n ON n.key = up.parent)
     SELECT ${columns} FROM up CROSS JOIN node n ON n.key = up.key ${joins}`,
    leafKey,
  );
  // The rows come leaf first, but nothing promises that; following the parents again does.
  const left = new Map<NodeId, ConversationNode>();
  let next: NodeId | null = null;
  for (const row of rows) {
    const node = nodeOf(row);
    left.set(node.id, node);
    if (row[0] === leafKey) next = node.id;
  }
  const path: ConversationNode[] = [];
  while (next !== null) {
    const node = left.get(next);
    if (node === undefined) break;
    left.delete(next);
    path.push(node);
    next = node.parentId;
  }
  if (path.at(-1)?.role !== "root")
    throw new ConversationError(
      "storage-broken",
      `the way up from a node of ${database.path} never reaches a root; check the data with doctor`,
    );
  return path.reverse();
}

type ShapeRow = [
  key: number,
  id: string,
  parent: number | null,
  role: NodeShape["role"],
  status: NodeShape["status"],
  origin: NodeShape["origin"],
  archivedAt: number | null,
  lastChild: number | null,
];

/** All nodes, parents before children, siblings in id order. */
export function shapeOf(database: Database, conversation: ConversationKey): readonly NodeShape[] {
  const rows = database.tuples<ShapeRow>(
    `SELECT n.key, lower(hex(n.id)), n.parent, n.role, n.status, n.origin, n.archived_at, l.child
     FROM node n LEFT JOIN last_child l ON l.node = n.key WHERE n.conversation = ?
     ORDER BY n.key`,
    conversation.key,
  );
  const ids = new Map<number | null, NodeId>();
  for (const [key, hex] of rows) ids.set(key, hexToUuid(hex));
  const shapes = rows.map(
    ([key, , parent, role, status, origin, archivedAtMs, lastChild]): NodeShape => ({
      id: ids.get(key)!,
      parentId: ids.get(parent) ?? null,
      role,
      status,
      origin,
      archivedAtMs,
      lastChildId: ids.get(lastChild) ?? null,
    }),
  );
  return parentsFirst(shapes);
}

/** The first of the keys that are free. */
export function nextNodeKey(database: Database): number {
  const last = database.get<{ key: number | null }>("SELECT max(key) AS key FROM node");
  return (last?.key ?? 0) + 1;
}

/** `keyOf`: of the parent, `editedFrom` and `sourceId`, which may come later in the same transaction. */
export function insertNode(
  database: Database,
  conversation: ConversationKey,
  node: ConversationNode,
  keyOf: (id: NodeId) => number,
): void {
  const key = keyOf(node.id);
  database.run(
    `INSERT INTO node (key, id, conversation, parent, role, status, origin, edited_from, source, name,
       bookmarked, archived_at, created_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    key,
    uuidBytes(node.id),
    conversation.key,
    node.parentId === null ? null : keyOf(node.parentId),
    node.role,
    node.status,
    node.origin,
    node.editedFrom === null ? null : keyOf(node.editedFrom),
    node.sourceId === null ? null : keyOf(node.sourceId),
    node.name,
    node.bookmarked ? 1 : 0,
    node.archivedAtMs,
    node.createdAtMs,
  );
  database.run(
    "INSERT INTO node_body (node, parts, provenance, failure, citations) VALUES (?, ?, ?, ?, ?)",
    key,
    JSON.stringify(node.parts),
    jsonOrNull(node.provenance),
    jsonOrNull(node.failure),
    jsonOrNull(citationsOrNull(node)),
  );
}

export function setParts(database: Database, key: number, parts: readonly NodePart[]): void {
  database.run("UPDATE node_body SET parts = ? WHERE node = ?", JSON.stringify(parts), key);
}

/** Status, parts, provenance, citations and failure of a running node; what the user set on it stays. */
export function finishNode(
  database: Database,
  key: number,
  node: Pick<ConversationNode, "status" | "parts" | "provenance" | "citations" | "failure">,
): void {
  database.run("UPDATE node SET status = ? WHERE key = ?", node.status, key);
  database.run(
    "UPDATE node_body SET parts = ?, provenance = ?, failure = ?, citations = ? WHERE node = ?",
    JSON.stringify(node.parts),
    jsonOrNull(node.provenance),
    jsonOrNull(node.failure),
    jsonOrNull(citationsOrNull(node)),
    key,
  );
}

export function annotateNode(
  database: Database,
  key: number,
  change: { name?: string; bookmarked?: boolean },
): void {
  if (change.name !== undefined) database.run("UPDATE node SET name = ? WHERE key = ?", change.name, key);
  if (change.bookmarked !== undefined)
    database.run("UPDATE node SET bookmarked = ? WHERE key = ?", change.bookmarked ? 1 : 0, key);
}

function nodeOf(row: NodeRow): ConversationNode {
  const [, id, conversation, parent, role, status, origin, editedFrom, source, ...rest] = row;
  const [name, bookmarked, archivedAtMs, createdAtMs, parts, provenance, failure, citations] = rest;
  return {
    id: hexToUuid(id),
    conversationId: hexToUuid(conversation),
    parentId: hexToUuidOrNull(parent),
    role,
    status,
    origin,
    editedFrom: hexToUuidOrNull(editedFrom),
    sourceId: hexToUuidOrNull(source),
    parts: parsed<NodePart[]>(parts, id) ?? [],
    provenance: parsed<NonNullable<ConversationNode["provenance"]>>(provenance, id),
    citations: parsed<Citation[]>(citations, id) ?? [],
    failure: parsed<NonNullable<ConversationNode["failure"]>>(failure, id),
    name,
    bookmarked: bookmarked === 1,
    archivedAtMs,
    createdAtMs,
  };
}

function citationsOrNull({ citations }: Pick<ConversationNode, "citations">): readonly Citation[] | null {
  return citations.length === 0 ? null : citations;
}

function jsonOrNull(value: object | null): string | null {
  return value === null ? null : JSON.stringify(value);
}

/** What this store wrote is believed, `diagnose` checks it; only text that is no JSON at all is caught here. */
function parsed<T>(json: string | null, nodeId: NodeId): T | null {
  if (json === null) return null;
  try {
    return JSON.parse(json) as T;
  } catch (error) {
    throw new ConversationError(
      "storage-broken",
      `node ${nodeId} holds unreadable JSON; check the data with doctor`,
      { cause: error },
    );
  }
}
