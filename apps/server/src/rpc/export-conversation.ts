import {
  branchMarkdown,
  type ConversationId,
  type ConversationStore,
  chatGptJson,
  conversationIds,
  exportLines,
  htmlPage,
  markdownNotes,
  type NodeId,
  type OwnerId,
  type StoredTree,
  storedConversations,
  storedTree,
  validateId,
  zipFiles,
} from "@grok/conversation";
import { type ExportConversationRequest, ExportFormat } from "@grok/protocol";
import { ServerError } from "../server-error.ts";
import { sha256 } from "./import-conversations.ts";

/** Small enough for any client's limit, large enough to be quick. */
const pieceLength = 64 * 1024;

/** The file in pieces. Without a conversation, all of them, where the format can hold more than one. */
export async function* exportConversation(
  store: ConversationStore,
  ownerId: OwnerId,
  { conversationId, format, leafId }: ExportConversationRequest,
  nowMs: number,
): AsyncGenerator<{ data: Uint8Array<ArrayBuffer> }> {
  if (conversationId !== "") validateId(conversationId, "conversation");
  if (leafId !== "") validateId(leafId, "leaf");
  const ids = conversationId === "" ? undefined : [conversationId];
  const one = () => {
    if (conversationId !== "") return treeOf(store, ownerId, conversationId, leafId);
    throw new ServerError("bad-message", "This format holds one conversation; name it.");
  };
  switch (format) {
    case ExportFormat.JSONL:
      return yield* bytesOf(linesOf(exportLines(storedConversations(store, ownerId, ids), nowMs)));
    case ExportFormat.MARKDOWN:
      return yield* bytesOf([await branchAsMarkdown(store, ownerId, await one())]);
    case ExportFormat.CHATGPT:
      return yield* bytesOf(chatGptJson(trees(store, ownerId, conversationId, leafId)));
    case ExportFormat.HTML:
      return yield* bytesOf(htmlPage(await one(), sha256));
    case ExportFormat.NOTES:
      for await (const data of zipFiles(markdownNotes(trees(store, ownerId, conversationId, leafId))))
        for (let at = 0; at < data.length; at += pieceLength)
          yield { data: data.subarray(at, at + pieceLength) };
      return;
    default:
      throw new ServerError(
        "bad-message",
        `${format} is no format; 1 is JSON lines, 2 a branch as Markdown, 3 notes, 4 ChatGPT's JSON, 5 a page.`,
      );
  }
}

async function* trees(
  store: ConversationStore,
  ownerId: OwnerId,
  conversationId: ConversationId,
  leafId: NodeId,
): AsyncGenerator<StoredTree> {
  if (conversationId !== "") yield await treeOf(store, ownerId, conversationId, leafId);
  else for (const id of await conversationIds(store, ownerId)) yield await treeOf(store, ownerId, id, "");
}

function treeOf(
  store: ConversationStore,
  ownerId: OwnerId,
  id: ConversationId,
  leafId: NodeId,
): Promise<StoredTree> {
  return storedTree(store, ownerId, id, leafId === "" ? undefined : leafId);
}

async function branchAsMarkdown(
  store: ConversationStore,
  ownerId: OwnerId,
  { conversation, leafId }: StoredTree,
): Promise<string> {
  return branchMarkdown(conversation, await store.path(ownerId, conversation.id, leafId));
}

async function* linesOf(lines: AsyncIterable<string>): AsyncGenerator<string> {
  for await (const line of lines) yield `${line}\n`;
}

/** Texts joined and cut into pieces of about one length. */
async function* bytesOf(
  texts: Iterable<string> | AsyncIterable<string>,
): AsyncGenerator<{ data: Uint8Array<ArrayBuffer> }> {
  let waiting = "";
  for await (const text of texts) {
    waiting += text;
    if (waiting.length < pieceLength) continue;
    const bytes = Buffer.from(waiting);
    waiting = "";
    for (let at = 0; at < bytes.length; at += pieceLength)
      yield { data: bytes.subarray(at, at + pieceLength) };
  }
  if (waiting !== "") yield { data: Buffer.from(waiting) };
}
