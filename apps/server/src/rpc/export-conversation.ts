import {
  branchMarkdown,
  buildTree,
  type ConversationId,
  type ConversationStore,
  exportLines,
  type NodeId,
  type OwnerId,
  resolveLeaf,
  storedConversations,
  validateId,
} from "@grok/conversation";
import { type ExportConversationRequest, ExportFormat } from "@grok/protocol";
import { ServerError } from "../server-error.ts";

/** Small enough for any client's limit, large enough to be quick. */
const pieceLength = 64 * 1024;

/** The file in pieces: all conversations or one as JSON lines, or one branch as Markdown. */
export async function* exportConversation(
  store: ConversationStore,
  ownerId: OwnerId,
  { conversationId, format, leafId }: ExportConversationRequest,
  nowMs: number,
): AsyncGenerator<{ data: Uint8Array<ArrayBuffer> }> {
  if (conversationId !== "") validateId(conversationId, "conversation");
  if (format === ExportFormat.MARKDOWN) {
    if (conversationId === "")
      throw new ServerError(
        "bad-message",
        "Markdown is written of one conversation; name it, or ask for JSON lines.",
      );
    const file = Buffer.from(await branchAsMarkdown(store, ownerId, conversationId, leafId));
    for (let at = 0; at < file.length; at += pieceLength) yield { data: file.subarray(at, at + pieceLength) };
    return;
  }
  if (format !== ExportFormat.JSONL)
    throw new ServerError("bad-message", `${format} is no format; 1 is JSON lines, 2 is Markdown.`);
  const ids = conversationId === "" ? undefined : [conversationId];
  let piece = "";
  for await (const line of exportLines(storedConversations(store, ownerId, ids), nowMs)) {
    piece += `${line}\n`;
    if (piece.length < pieceLength) continue;
    yield { data: Buffer.from(piece) };
    piece = "";
  }
  if (piece !== "") yield { data: Buffer.from(piece) };
}

async function branchAsMarkdown(
  store: ConversationStore,
  ownerId: OwnerId,
  id: ConversationId,
  leafId: NodeId,
): Promise<string> {
  const conversation = await store.conversation(ownerId, id);
  const leaf = leafId === "" ? await leafLastLookedAt(store, ownerId, id) : leafId;
  return branchMarkdown(conversation, await store.path(ownerId, id, leaf));
}

async function leafLastLookedAt(
  store: ConversationStore,
  ownerId: OwnerId,
  id: ConversationId,
): Promise<NodeId> {
  const view = await store.latestView(ownerId, id);
  return resolveLeaf(buildTree(await store.shape(ownerId, id)), view?.leafId ?? null);
}
