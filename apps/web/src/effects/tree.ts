import { type ConversationId, type NodeId, resolveLeaf } from "@grok/conversation";
import { nodeFromMessage, outlineFromColumns } from "@grok/protocol";
import { soon } from "../api/clients.ts";
import type { PaneId } from "../state/layout.ts";
import { viewOf } from "../state/views.ts";
import { attempt, type EffectContext, notify } from "./context.ts";

/** Most hits of a search in one conversation; what the server allows. */
const hitsMax = 1_000;

/** What the response tree asks for. */
export function treeEffects(context: EffectContext) {
  const { store, clients } = context;

  /** Reads what the tree shows of messages that no pane has read. */
  async function readOutline(conversationId: ConversationId): Promise<void> {
    store.dispatch({ type: "outline-requested", conversationId });
    try {
      const answer = await clients.conversations.getOutline({ conversationId }, soon);
      store.dispatch({ type: "outline-arrived", conversationId, nodes: outlineFromColumns(answer) });
    } catch {
      store.dispatch({ type: "outline-failed", conversationId });
    }
  }

  /** Gives a message a name or a bookmark, or takes them away; an empty name is none. */
  async function annotate(
    conversationId: ConversationId,
    nodeId: NodeId,
    note: { name: string } | { bookmarked: boolean },
  ): Promise<void> {
    await attempt(context, "annotate", async () => {
      const { node } = await clients.conversations.annotateNode({ conversationId, nodeId, ...note }, soon);
      if (node !== undefined)
        store.dispatch({ type: "nodes-arrived", conversationId, nodes: [nodeFromMessage(node)] });
    });
  }

  /** Messages of one conversation that hold the words, best first; null where the search was not answered. */
  async function find(conversationId: ConversationId, query: string): Promise<readonly NodeId[] | null> {
    try {
      const answer = await clients.conversations.search({ query, limit: hitsMax, conversationId }, soon);
      return answer.hits.flatMap((hit) => (hit.nodeId === "" ? [] : [hit.nodeId]));
    } catch {
      return null;
    }
  }

  /** Hides several branches at once. One undo brings all of them back. */
  async function archiveBranches(
    paneId: PaneId,
    conversationId: ConversationId,
    nodeIds: readonly NodeId[],
  ): Promise<void> {
    const leafBefore = viewOf(store.getState().views, paneId, conversationId)?.leafId ?? null;
    const archived: NodeId[] = [];
    let count = 0;
    await attempt(context, "archive", async () => {
      for (const nodeId of nodeIds) {
        const answer = await clients.conversations.archiveBranch({ conversationId, nodeId }, soon);
        const archivedAtMs = Number(answer.archivedAtMs);
        store.dispatch({ type: "nodes-flagged", conversationId, ids: answer.nodeIds, archivedAtMs });
        archived.push(nodeId);
        count += answer.nodeIds.length;
      }
    });
    const tree = store.getState().trees.loaded[conversationId]?.tree;
    if (archived.length === 0 || tree === undefined || leafBefore === null) return;
    const leafId = resolveLeaf(tree, leafBefore);
    if (leafId !== leafBefore) store.dispatch({ type: "cursor-moved", paneId, conversationId, leafId });
    notify(context, {
      kind: "branches-archived",
      paneId,
      conversationId,
      nodeIds: archived,
      count,
      leafId: leafBefore,
    });
  }

  /** Brings back what archiving each of these hid, and the pane to `leafId`. */
  async function restoreBranches(
    paneId: PaneId,
    conversationId: ConversationId,
    nodeIds: readonly NodeId[],
    leafId: NodeId,
  ): Promise<void> {
    await attempt(context, "restore", async () => {
      for (const nodeId of nodeIds) {
        const request = { conversationId, nodeId, restore: true };
        const answer = await clients.conversations.archiveBranch(request, soon);
        const ids = answer.nodeIds;
        store.dispatch({ type: "nodes-flagged", conversationId, ids, archivedAtMs: null });
      }
      const here = viewOf(store.getState().views, paneId, conversationId)?.leafId;
      if (here !== leafId) store.dispatch({ type: "cursor-moved", paneId, conversationId, leafId });
    });
  }

  return { readOutline, annotate, find, archiveBranches, restoreBranches };
}
