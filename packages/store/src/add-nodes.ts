import {
  ConversationError,
  type ConversationNode,
  type NodeId,
  type NodePlace,
  parentsFirst,
  type RunId,
  sameMessage,
  validateNewNode,
} from "@grok/conversation";
import { type ConversationKey, touchConversation } from "./conversation-table.ts";
import type { Database } from "./database.ts";
import { findNode, insertNode, nextNodeKey } from "./node-table.ts";
import { indexNode } from "./search-index.ts";

/**
 * Stores those of `nodes` that are not there; to be called in a transaction. `runId`: of the run that starts with
 * them, whose reply alone may be running and must be new. Throws what `validateNewNode` throws, "conflict" for a
 * known id with another content.
 */
export function addNodes(
  database: Database,
  conversation: ConversationKey,
  nodes: readonly ConversationNode[],
  runId: RunId | null = null,
): void {
  const fresh = new Map<NodeId, ConversationNode>();
  for (const node of nodes) {
    if (node.conversationId !== conversation.id)
      throw new ConversationError("wrong-place", `node ${node.id} is not of conversation ${conversation.id}`);
    if (node.status === "running" && node.id !== runId)
      throw new ConversationError("bad-input", `node ${node.id} is running, but no run starts with it`);
    const known = fresh.get(node.id) ?? findNode(database, node.id)?.node;
    if (known === undefined) fresh.set(node.id, node);
    else if (node.id === runId || !sameMessage(known, node))
      throw new ConversationError("conflict", `node ${node.id} is there with another content`);
  }
  insertAll(database, conversation, fresh);
}

function insertAll(
  database: Database,
  conversation: ConversationKey,
  fresh: ReadonlyMap<NodeId, ConversationNode>,
): void {
  const keys = new Map<NodeId, number>();
  let key = nextNodeKey(database);
  for (const id of fresh.keys()) keys.set(id, key++);

  /** Neighbours that are there already; siblings share them, so each is read once. */
  const neighbours = new Map<NodeId, NodePlace | undefined>();
  const find = (id: NodeId): NodePlace | undefined => {
    const coming = fresh.get(id);
    if (coming !== undefined) return coming;
    if (!neighbours.has(id)) {
      const found = findNode(database, id);
      if (found !== undefined) keys.set(id, found.key);
      neighbours.set(id, found?.node);
    }
    return neighbours.get(id);
  };
  for (const node of fresh.values()) validateNewNode(node, find);

  let newestMs = 0;
  for (const node of parentsFirst([...fresh.values()])) {
    insertNode(database, conversation, node, (id) => keys.get(id)!);
    if (node.status !== "running") indexNode(database, keys.get(node.id)!, node);
    newestMs = Math.max(newestMs, node.createdAtMs);
  }
  touchConversation(database, conversation, newestMs);
}
