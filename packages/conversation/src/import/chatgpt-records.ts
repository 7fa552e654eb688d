import type { Conversation, ConversationNode, NodeId, NodePart } from "../node.ts";
import { textOf } from "../node.ts";
import { readRecord } from "../read-export.ts";
import { isRecord, listOf } from "./foreign-value.ts";
import type { ImportedConversation } from "./store-conversation.ts";

/** A conversation that this program wrote in ChatGPT's shape, with everything that the shape has no place for. */
export interface OwnRecords extends Omit<ImportedConversation, "conversation"> {
  readonly conversation: Omit<Conversation, "ownerId">;
}

/**
 * Reads back what `chatGptJson` wrote. Null where the records are missing, or where a text or a parent is not what the
 * record goes with: then another program has changed the file, and it is to be read like any of ChatGPT's.
 */
export function chatGptRecords(value: unknown): OwnRecords | null {
  if (!isRecord(value) || !isRecord(value.grok) || !isRecord(value.mapping)) return null;
  const conversation = readRecord("conversation", value.grok);
  if (conversation === null) return null;
  const nodes = new Map<NodeId, ConversationNode>();
  for (const [id, item] of Object.entries(value.mapping)) {
    if (!isRecord(item)) return null;
    if (id === conversation.rootId && item.message === null && item.parent === null) continue;
    const node = nodeOf(id, item, conversation.id);
    if (node === null) return null;
    nodes.set(id, node);
  }
  const leafId = typeof value.current_node === "string" ? value.current_node : null;
  return { conversation, nodes, leafId };
}

function nodeOf(id: NodeId, item: Record<string, unknown>, conversationId: string): ConversationNode | null {
  const message = isRecord(item.message) ? item.message : {};
  const metadata = isRecord(message.metadata) ? message.metadata : {};
  const content = isRecord(message.content) ? message.content : {};
  const author = isRecord(message.author) ? message.author : {};
  const [text, ...others] = listOf(content.parts);
  if (!isRecord(metadata.grok) || typeof text !== "string" || others.length > 0) return null;
  const parts = partsOf(text, listOf(metadata.grok.parts));
  if (parts === null) return null;
  const record = { ...metadata.grok, id, conversationId, parentId: item.parent, role: author.role, parts };
  const node = readRecord("node", record);
  return node !== null && textOf(node) === text ? node : null;
}

/** In the record, a number stands for that much of the text. */
function partsOf(text: string, records: readonly unknown[]): NodePart[] | null {
  const parts: unknown[] = [];
  let at = 0;
  for (const each of records) {
    if (typeof each !== "number") parts.push(each);
    else {
      parts.push({ type: "text", text: text.slice(at, at + each) });
      at += each;
    }
  }
  // Whether they are parts at all is for the record's schema to say.
  return at === text.length ? (parts as NodePart[]) : null;
}
