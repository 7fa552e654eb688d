import {
  ConversationError,
  type ConversationNode,
  type NodeId,
  type NodePart,
  type NodeShape,
  parentsFirst,
} from "@grok/conversation";
import type { ConversationKey } from "./conversation-table.ts";
import type { Database } from "./database.ts";
import { uuidBytes, uuidText, uuidTextOrNull } from "./uuid-bytes.ts";

interface NodeRow {
  key: number;
  id: Uint8Array;
  conversation: Uint8Array;
  parent: Uint8Array | null;
  role: ConversationNode["role"];
  status: ConversationNode["status"];
  origin: ConversationNode["origin"];
  edited_from: Uint8Array | null;
  name: string;
  bookmarked: number;
  archived_at: number | null;
  created_at: number;
  parts: string | null;
  provenance: string | null;
  failure: string | null;
}

const wholeNodes = `
  SELECT n.key, n.id, c.id AS conversation, p.id AS parent, n.role, n.status, n.origin, e.id AS edited_from,
    n.name, n.bookmarked, n.archived_at, n.created_at, b.parts, b.provenance, b.failure
  FROM node n
    JOIN conversation c ON c.key = n.conversation
    LEFT JOIN node p ON p.key = n.parent
    LEFT JOIN node e ON e.key = n.edited_from
    LEFT JOIN node_body b ON b.node = n.key`;

/** A node with its key; undefined where it is not there, in whatever conversation. */
export function findNode(
  database: Database,
  id: NodeId,
): { readonly key: number; readonly node: ConversationNode } | undefined {
  const row = database.get<NodeRow>(`${wholeNodes} WHERE n.id = ?`, uuidBytes(id));
  return row === undefined ? undefined : { key: row.key, node: nodeOf(row) };
}

export function nodeByKey(database: Database, key: number): ConversationNode {
  return nodeOf(database.get<NodeRow>(`${wholeNodes} WHERE n.key = ?`, key)!);
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
  const keys = database.all<{ key: number; parent: number | null }>(
    `WITH RECURSIVE up (key, parent) AS (
       SELECT key, parent FROM node WHERE key = ?
       UNION SELECT n.key, n.parent FROM up JOIN node n ON n.key = up.parent)
     SELECT key, parent FROM up`,
    leafKey,
  );
  const parents = new Map(keys.map(({ key, parent }) => [key, parent]));
  const path: ConversationNode[] = [];
  for (let key: number | null = leafKey; key !== null; ) {
    path.push(nodeByKey(database, key));
    const parent = parents.get(key);
    parents.delete(key);
    if (parent === undefined)
      throw new ConversationError(
        "storage-broken",
        `the way up from a node of ${database.path} never reaches a root; check the data with doctor`,
      );
    key = parent;
  }
  return path.reverse();
}

interface ShapeRow {
  key: number;
  id: Uint8Array;
  parent: number | null;
  role: NodeShape["role"];
  status: NodeShape["status"];
  origin: NodeShape["origin"];
  archived_at: number | null;
  last_child: number | null;
}

/** All nodes, parents before children, siblings in id order. */
export function shapeOf(database: Database, conversation: ConversationKey): NodeShape[] {
  const rows = database.all<ShapeRow>(
    `SELECT n.key, n.id, n.parent, n.role, n.status, n.origin, n.archived_at, l.child AS last_child
     FROM node n LEFT JOIN last_child l ON l.node = n.key WHERE n.conversation = ?`,
    conversation.key,
  );
  const ids = new Map(rows.map((row) => [row.key, uuidText(row.id)]));
  const shapes = rows.map(
    (row): NodeShape => ({
      id: ids.get(row.key)!,
      parentId: row.parent === null ? null : (ids.get(row.parent) ?? null),
      role: row.role,
      status: row.status,
      origin: row.origin,
      archivedAtMs: row.archived_at,
      lastChildId: row.last_child === null ? null : (ids.get(row.last_child) ?? null),
    }),
  );
  return parentsFirst(shapes);
}

/** Keys for `count` new nodes, in a row. */
export function nextNodeKey(database: Database): number {
  const last = database.get<{ key: number | null }>("SELECT max(key) AS key FROM node");
  return (last?.key ?? 0) + 1;
}

/** `keyOf`: of the parent and of `editedFrom`, which may come later in the same transaction. */
export function insertNode(
  database: Database,
  conversation: ConversationKey,
  node: ConversationNode,
  keyOf: (id: NodeId) => number,
): void {
  const key = keyOf(node.id);
  database.run(
    `INSERT INTO node (key, id, conversation, parent, role, status, origin, edited_from, name, bookmarked,
       archived_at, created_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    key,
    uuidBytes(node.id),
    conversation.key,
    node.parentId === null ? null : keyOf(node.parentId),
    node.role,
    node.status,
    node.origin,
    node.editedFrom === null ? null : keyOf(node.editedFrom),
    node.name,
    node.bookmarked ? 1 : 0,
    node.archivedAtMs,
    node.createdAtMs,
  );
  database.run(
    "INSERT INTO node_body (node, parts, provenance, failure) VALUES (?, ?, ?, ?)",
    key,
    JSON.stringify(node.parts),
    jsonOrNull(node.provenance),
    jsonOrNull(node.failure),
  );
}

export function setParts(database: Database, key: number, parts: readonly NodePart[]): void {
  database.run("UPDATE node_body SET parts = ? WHERE node = ?", JSON.stringify(parts), key);
}

/** Status, parts, provenance and failure of a running node; what the user set on it stays. */
export function finishNode(
  database: Database,
  key: number,
  node: Pick<ConversationNode, "status" | "parts" | "provenance" | "failure">,
): void {
  database.run("UPDATE node SET status = ? WHERE key = ?", node.status, key);
  database.run(
    "UPDATE node_body SET parts = ?, provenance = ?, failure = ? WHERE node = ?",
    JSON.stringify(node.parts),
    jsonOrNull(node.provenance),
    jsonOrNull(node.failure),
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
  const id = uuidText(row.id);
  return {
    id,
    conversationId: uuidText(row.conversation),
    parentId: uuidTextOrNull(row.parent),
    role: row.role,
    status: row.status,
    origin: row.origin,
    editedFrom: uuidTextOrNull(row.edited_from),
    parts: parsed<NodePart[]>(row.parts, id) ?? [],
    provenance: parsed<NonNullable<ConversationNode["provenance"]>>(row.provenance, id),
    failure: parsed<NonNullable<ConversationNode["failure"]>>(row.failure, id),
    name: row.name,
    bookmarked: row.bookmarked === 1,
    archivedAtMs: row.archived_at,
    createdAtMs: row.created_at,
  };
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
