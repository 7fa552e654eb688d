import { Code, ConnectError } from "@connectrpc/connect";
import { type ConversationId, type NodeId, resolveLeaf, textOf } from "@grok/conversation";
import {
  ExportFormat,
  type ImportConversationsResponse,
  nodeFromMessage,
  shapeFromColumns,
} from "@grok/protocol";
import { soon } from "../api/clients.ts";
import { rowFromMessage } from "../api/from-message.ts";
import { problemOf } from "../api/problem-of.ts";
import type { ConversationRow } from "../state/conversation-row.ts";
import type { PaneId } from "../state/layout.ts";
import { viewOf } from "../state/views.ts";
import { attempt, type EffectContext, notify } from "./context.ts";

const pageSize = 50;
/** Bodies that come with an opened conversation; the rest is read when it comes near the screen. */
const bodiesFirst = 40;
/** What GetNodes allows in one call. */
const bodiesMax = 200;

/** Formats as the wire numbers them, with their media types. */
const exportFormats = {
  html: [ExportFormat.HTML, "text/html"],
  markdown: [ExportFormat.MARKDOWN, "text/markdown"],
  notes: [ExportFormat.NOTES, "application/zip"],
  jsonl: [ExportFormat.JSONL, "application/jsonl"],
  chatgpt: [ExportFormat.CHATGPT, "application/json"],
} as const;

export type ExportFormatName = keyof typeof exportFormats;

/** What the server says to a file: what came of it, or why it takes no such file. */
export type ImportAnswer =
  | { readonly type: "report"; readonly report: ImportConversationsResponse }
  | { readonly type: "refused"; readonly message: string };

export function conversationEffects(context: EffectContext) {
  const { store, clients } = context;
  const reading = new Set<NodeId>();
  let readingList = false;

  async function readList(first: boolean): Promise<void> {
    if (readingList && !first) return;
    readingList = true;
    try {
      const pageToken = first ? "" : store.getState().list.nextPageToken;
      const answer = await clients.conversations.listConversations({ limit: pageSize, pageToken }, soon);
      const rows = answer.conversations.map(rowFromMessage);
      store.dispatch({ type: "list-arrived", rows, nextPageToken: answer.nextPageToken, first });
    } catch {
      store.dispatch({ type: "list-failed" });
    } finally {
      readingList = false;
    }
  }

  /** The archived ones, newest first; empty where they could not be read. */
  async function archived(): Promise<readonly ConversationRow[]> {
    let rows: ConversationRow[] = [];
    await attempt(context, "bodies", async () => {
      const answer = await clients.conversations.listConversations({ limit: 200, archived: true }, soon);
      rows = answer.conversations.map(rowFromMessage);
    });
    return rows;
  }

  /** Shows a conversation in a pane, at `nodeId` where one is given. What is known of it is shown at once. */
  async function open(paneId: PaneId, conversationId: ConversationId, nodeId: NodeId | null): Promise<void> {
    const saved = context.memory.recall(paneId, conversationId);
    store.dispatch({ type: "open-requested", paneId, conversationId, saved });
    const view = viewOf(store.getState().views, paneId, conversationId) ?? saved;
    try {
      const request = { conversationId, viewId: view.viewId, nodeId: nodeId ?? "", bodies: bodiesFirst };
      const answer = await clients.conversations.openConversation(request, soon);
      if (answer.conversation === undefined || answer.tree === undefined)
        throw new Error("The answer was empty.");
      store.dispatch({
        type: "conversation-opened",
        paneId,
        row: rowFromMessage(answer.conversation),
        shape: shapeFromColumns(answer.tree),
        nodes: answer.nodes.map(nodeFromMessage),
        leafId: answer.leafId,
        draft: answer.draft,
        anchorId: answer.scrollAnchorId === "" ? null : answer.scrollAnchorId,
        jumpTo: nodeId,
      });
    } catch (error) {
      store.dispatch({ type: "open-failed", paneId, conversationId, problem: problemOf(error) });
    }
  }

  /** Reads the bodies of these nodes that are not there yet and not on their way. */
  async function readBodies(conversationId: ConversationId, ids: readonly NodeId[]): Promise<void> {
    const loaded = store.getState().trees.loaded[conversationId];
    const missing = ids.filter((id) => !loaded?.bodies.has(id) && !reading.has(id)).slice(0, bodiesMax);
    if (missing.length === 0 || loaded?.stored === false) return;
    for (const id of missing) reading.add(id);
    try {
      const answer = await clients.conversations.getNodes({ conversationId, ids: missing }, soon);
      store.dispatch({ type: "nodes-arrived", conversationId, nodes: answer.nodes.map(nodeFromMessage) });
    } catch (error) {
      notify(context, { kind: "failed", what: "bodies", message: problemOf(error).message });
    } finally {
      for (const id of missing) reading.delete(id);
    }
  }

  async function rename(conversationId: ConversationId, title: string): Promise<void> {
    await attempt(context, "rename", async () => {
      const answer = await clients.conversations.renameConversation({ conversationId, title }, soon);
      if (answer.conversation)
        store.dispatch({ type: "row-changed", row: rowFromMessage(answer.conversation) });
    });
  }

  async function archive(conversationId: ConversationId, restore: boolean): Promise<boolean> {
    return attempt(context, restore ? "restore" : "archive", async () => {
      const answer = await clients.conversations.archiveConversation({ conversationId, restore }, soon);
      if (answer.conversation === undefined) return;
      const row = rowFromMessage(answer.conversation);
      store.dispatch({ type: "row-changed", row });
      if (!restore) notify(context, { kind: "conversation-archived", conversationId, title: row.title });
    });
  }

  /** Hides a message with all below it; the pane goes to the nearest version that is left. */
  async function archiveBranch(
    paneId: PaneId,
    conversationId: ConversationId,
    nodeId: NodeId,
  ): Promise<void> {
    const leafBefore = viewOf(store.getState().views, paneId, conversationId)?.leafId ?? null;
    await attempt(context, "archive", async () => {
      const answer = await clients.conversations.archiveBranch({ conversationId, nodeId }, soon);
      const archivedAtMs = Number(answer.archivedAtMs);
      store.dispatch({ type: "nodes-flagged", conversationId, ids: answer.nodeIds, archivedAtMs });
      const loaded = store.getState().trees.loaded[conversationId];
      if (loaded === undefined || leafBefore === null) return;
      const leafId = resolveLeaf(loaded.tree, leafBefore);
      store.dispatch({ type: "cursor-moved", paneId, conversationId, leafId });
      const count = answer.nodeIds.length;
      notify(context, { kind: "branch-archived", paneId, conversationId, nodeId, count, leafId: leafBefore });
    });
  }

  async function restoreBranch(
    paneId: PaneId,
    conversationId: ConversationId,
    nodeId: NodeId,
    leafId: NodeId,
  ): Promise<void> {
    await attempt(context, "restore", async () => {
      const answer = await clients.conversations.archiveBranch(
        { conversationId, nodeId, restore: true },
        soon,
      );
      const ids = answer.nodeIds;
      store.dispatch({ type: "nodes-flagged", conversationId, ids, archivedAtMs: null });
      store.dispatch({ type: "cursor-moved", paneId, conversationId, leafId, show: nodeId });
    });
  }

  /**
   * A conversation, or with null all of them, as a file; null where that failed. `leafId`: the branch that is meant, or
   * that a page shows first.
   */
  async function exported(
    conversationId: ConversationId | null,
    format: ExportFormatName,
    leafId: NodeId | null,
  ): Promise<Blob | null> {
    const pieces: Uint8Array<ArrayBuffer>[] = [];
    const done = await attempt(context, "export", async () => {
      const [number] = exportFormats[format];
      const request = { conversationId: conversationId ?? "", format: number, leafId: leafId ?? "" };
      for await (const { data } of clients.conversations.exportConversation(request))
        pieces.push(new Uint8Array(data));
    });
    return done ? new Blob(pieces, { type: exportFormats[format][1] }) : null;
  }

  /** One file, or one piece of a large one. Throws where the server does not answer or cannot store. */
  async function importPiece(fileName: string, data: Uint8Array<ArrayBuffer>): Promise<ImportAnswer> {
    try {
      const report = await clients.conversations.importConversations({ fileName, data });
      return { type: "report", report };
    } catch (error) {
      const failure = ConnectError.from(error);
      if (failure.code === Code.InvalidArgument) return { type: "refused", message: failure.rawMessage };
      throw error;
    }
  }

  /** The text of a message, read first where it is not there yet. */
  async function text(conversationId: ConversationId, nodeId: NodeId): Promise<string> {
    await readBodies(conversationId, [nodeId]);
    const body = store.getState().trees.loaded[conversationId]?.bodies.get(nodeId);
    return body === undefined ? "" : textOf(body);
  }

  return {
    readList,
    archived,
    open,
    readBodies,
    rename,
    archive,
    archiveBranch,
    restoreBranch,
    exported,
    importPiece,
    text,
  };
}
