import { ConversationError, type NodeId } from "@grok/conversation";
import type { ConversationKey } from "./conversation-table.ts";
import type { Database } from "./database.ts";
import { nodeKey } from "./node-table.ts";
import { uuidText } from "./uuid-bytes.ts";

// The rules are those of `nodesToArchive` and `nodesToRestore`, said in SQL so that the tree need not be read.
// CROSS JOIN keeps SQLite from walking the other way round, from every node of the conversation up (20,000 nodes: 20 s
// instead of 40 ms).

interface Found {
  key: number;
  id: Uint8Array;
}

/** Hides the node and what is visible below it; gives their ids, parents first. */
export function archiveBranch(
  database: Database,
  conversation: ConversationKey,
  nodeId: NodeId,
  atMs: number,
): NodeId[] {
  const key = nodeKey(database, conversation, nodeId);
  const top = database.get<{ parent: number | null }>("SELECT parent FROM node WHERE key = ?", key);
  if (top?.parent === null)
    throw new ConversationError("bad-input", `node ${nodeId} is the root; archive the conversation instead`);
  const found = database.all<Found>(
    `WITH RECURSIVE below (key) AS (
       SELECT key FROM node WHERE key = ? AND archived_at IS NULL
       UNION SELECT n.key FROM below CROSS JOIN node n
         ON n.conversation = ? AND n.parent = below.key AND n.archived_at IS NULL)
     SELECT n.key, n.id FROM below CROSS JOIN node n ON n.key = below.key`,
    key,
    conversation.key,
  );
  return setArchived(database, found, atMs);
}

/** Brings back the node and those below it that were hidden at the same moment. */
export function restoreBranch(database: Database, conversation: ConversationKey, nodeId: NodeId): NodeId[] {
  const key = nodeKey(database, conversation, nodeId);
  const top = database.get<{
    archived_at: number | null;
    parent_archived_at: number | null;
    parent: Uint8Array;
  }>(
    `SELECT n.archived_at, p.archived_at AS parent_archived_at, p.id AS parent
     FROM node n LEFT JOIN node p ON p.key = n.parent WHERE n.key = ?`,
    key,
  )!;
  if (top.archived_at === null) return [];
  if (top.parent_archived_at !== null)
    throw new ConversationError(
      "wrong-place",
      `node ${nodeId} hangs from ${uuidText(top.parent)}, which is archived; restore that one first`,
    );
  const found = database.all<Found>(
    `WITH RECURSIVE below (key) AS (
       SELECT ?
       UNION SELECT n.key FROM below CROSS JOIN node n
         ON n.conversation = ? AND n.parent = below.key AND n.archived_at = ?)
     SELECT n.key, n.id FROM below CROSS JOIN node n ON n.key = below.key`,
    key,
    conversation.key,
    top.archived_at,
  );
  return setArchived(database, found, null);
}

function setArchived(database: Database, found: readonly Found[], atMs: number | null): NodeId[] {
  database.run(
    "UPDATE node SET archived_at = ? WHERE key IN (SELECT value FROM json_each(?))",
    atMs,
    JSON.stringify(found.map(({ key }) => key)),
  );
  return found.map(({ id }) => uuidText(id));
}
