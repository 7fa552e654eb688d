// One conversation as LibreChat exports it: messages that name their parent, or, in its "recursive" form, messages
// that hold those below them.

import * as z from "zod";
import type { NodePart } from "../node.ts";
import {
  type ForeignConversation,
  type ForeignMessage,
  joinParts,
  LeftOut,
  reasoningParts,
  textParts,
} from "./foreign.ts";
import { foreignTime } from "./foreign-time.ts";
import { anything, isRecord, listOf, looseText, readable } from "./foreign-value.ts";

const conversationSchema = z.object({
  conversationId: looseText,
  title: looseText,
  endpoint: looseText,
  createdAt: anything,
  updatedAt: anything,
  isArchived: z.boolean().nullish().catch(false),
  options: z.object({ model: looseText }).nullish().catch(null),
  messages: z.array(z.unknown()).nullish(),
  messagesTree: z.array(z.unknown()).nullish(),
});

const messageSchema = z.object({
  messageId: looseText,
  parentMessageId: looseText,
  sender: looseText,
  isCreatedByUser: z.boolean().nullish().catch(null),
  text: looseText,
  content: z.array(z.unknown()).nullish().catch(null),
  model: looseText,
  createdAt: anything,
  unfinished: z.boolean().nullish().catch(false),
  files: z.array(z.unknown()).nullish().catch(null),
  children: z.array(z.unknown()).nullish().catch(null),
});

const noParent = "00000000-0000-0000-0000-000000000000";

export function readLibreChat(value: unknown): ForeignConversation {
  const conversation = readable(conversationSchema, value);
  const leftOut = new LeftOut();
  const problems: string[] = [];
  const messages: ForeignMessage[] = [];
  // A stack and no recursion: in the nested form the JSON is as deep as the conversation.
  const waiting = (conversation.messagesTree ?? conversation.messages ?? [])
    .map((raw) => ({ raw, above: "" }))
    .reverse();
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const result = messageSchema.safeParse(next.raw);
    if (!result.success) {
      problems.push(`message ${messages.length + 1} cannot be read; it was left out`);
      continue;
    }
    const { data } = result;
    const key = data.messageId || `message-${messages.length + 1}`;
    const parent = data.parentMessageId || next.above;
    const byUser = data.isCreatedByUser ?? /^user$/i.test(data.sender);
    const hidden = data.isCreatedByUser == null && /^system$/i.test(data.sender);
    if (hidden) leftOut.add("hidden");
    messages.push({
      key,
      parentKey: parent === "" || parent === noParent ? null : parent,
      role: hidden ? null : byUser ? "user" : "assistant",
      parts: partsOf(data, byUser, leftOut),
      createdAtMs: foreignTime(data.createdAt),
      model: byUser ? "" : data.model || conversation.options?.model || conversation.endpoint,
      status: data.unfinished === true ? "interrupted" : "done",
    });
    for (const raw of [...(data.children ?? [])].reverse()) waiting.push({ raw, above: key });
  }
  return {
    key: conversation.conversationId,
    title: conversation.title,
    createdAtMs: foreignTime(conversation.createdAt),
    updatedAtMs: foreignTime(conversation.updatedAt),
    archived: conversation.isArchived === true,
    messages,
    // It keeps no place; the newest message is what its readers saw last.
    currentKey: newest(messages),
    leftOut,
    problems,
  };
}

function partsOf(
  message: z.infer<typeof messageSchema>,
  byUser: boolean,
  leftOut: LeftOut,
): readonly NodePart[] {
  let parts: readonly NodePart[] = [];
  for (const piece of listOf(message.content)) {
    if (!isRecord(piece)) continue;
    if (piece.type === "text") parts = joinParts(parts, textParts(textIn(piece.text)));
    else if (piece.type === "think") parts = joinParts(parts, reasoningParts(textIn(piece.think)));
    else if (piece.type === "tool_call") leftOut.add("tool");
    else if (piece.type === "image_file" || piece.type === "image_url") leftOut.add("picture");
    else leftOut.add("unknown");
  }
  if (!parts.some((part) => part.type === "text")) parts = joinParts(parts, textParts(message.text));
  const files = message.files?.length ?? 0;
  leftOut.add("file", files);
  if (parts.length === 0 && files > 0 && byUser) return textParts("*(file)*");
  return parts;
}

function textIn(value: unknown): string {
  if (typeof value === "string") return value;
  return isRecord(value) && typeof value.value === "string" ? value.value : "";
}

function newest(messages: readonly ForeignMessage[]): string | null {
  let found: ForeignMessage | null = null;
  for (const message of messages)
    if (message.role !== null && (found === null || (message.createdAtMs ?? 0) >= (found.createdAtMs ?? 0)))
      found = message;
  return found?.key ?? null;
}
