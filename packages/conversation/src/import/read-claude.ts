// Conversations as Claude exports them: messages in a row, each with blocks of content, newer ones with their parent.

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
  uuid: looseText,
  name: looseText,
  created_at: anything,
  updated_at: anything,
  model: looseText,
  current_leaf_message_uuid: looseText,
  chat_messages: z.array(z.unknown()),
});

const messageSchema = z.object({
  uuid: looseText,
  parent_message_uuid: looseText,
  sender: looseText,
  text: looseText,
  content: z.array(z.unknown()).nullish().catch(null),
  created_at: anything,
  stop_reason: looseText,
  attachments: z
    .array(z.object({ file_name: looseText, extracted_content: looseText }))
    .nullish()
    .catch(null),
  files: z.array(z.unknown()).nullish().catch(null),
});

/** The parent of first messages in some exports. */
const noParent = /^0{8}-0{4}-[04]0{3}-[08]0{3}-0{12}$/;

export function readClaude(value: unknown): ForeignConversation {
  const conversation = readable(conversationSchema, value);
  const leftOut = new LeftOut();
  const problems: string[] = [];
  const messages: ForeignMessage[] = [];
  const linked = conversation.chat_messages.some((raw) => isRecord(raw) && raw.parent_message_uuid);
  for (const [at, raw] of conversation.chat_messages.entries()) {
    const result = messageSchema.safeParse(raw);
    if (!result.success) {
      problems.push(`message ${at + 1} cannot be read; it was left out`);
      continue;
    }
    const { data } = result;
    const key = data.uuid || `message-${at + 1}`;
    const parent = linked ? data.parent_message_uuid : (messages.at(-1)?.key ?? "");
    const role = data.sender === "human" ? "user" : data.sender === "assistant" ? "assistant" : null;
    if (role === null) leftOut.add("hidden");
    messages.push({
      key,
      parentKey: parent === "" || noParent.test(parent) ? null : parent,
      role,
      parts: partsOf(data, leftOut),
      createdAtMs: foreignTime(data.created_at),
      model: role === "assistant" ? conversation.model : "",
      status: data.stop_reason === "user_canceled" ? "stopped" : "done",
    });
  }
  const current = conversation.current_leaf_message_uuid;
  return {
    key: conversation.uuid,
    title: conversation.name,
    createdAtMs: foreignTime(conversation.created_at),
    updatedAtMs: foreignTime(conversation.updated_at),
    archived: false,
    messages,
    currentKey: current !== "" ? current : (messages.at(-1)?.key ?? null),
    leftOut,
    problems,
  };
}

function partsOf(message: z.infer<typeof messageSchema>, leftOut: LeftOut): readonly NodePart[] {
  let parts: readonly NodePart[] = [];
  for (const block of listOf(message.content)) {
    if (!isRecord(block)) continue;
    const text = typeof block.text === "string" ? block.text : "";
    if (block.type === "text") parts = joinParts(parts, textParts(text));
    else if (block.type === "thinking") {
      const thought = typeof block.thinking === "string" ? block.thinking : text;
      const from = foreignTime(block.start_timestamp);
      const to = foreignTime(block.stop_timestamp);
      const durationMs = from !== null && to !== null && to > from ? to - from : 0;
      parts = joinParts(parts, reasoningParts(thought, durationMs));
    } else if (block.type === "tool_use" || block.type === "tool_result") leftOut.add("tool");
    else if (block.type === "image") leftOut.add("picture");
    else leftOut.add("unknown");
  }
  // Old exports have the text alone, and some new ones have blocks without any.
  if (!parts.some((part) => part.type === "text")) parts = joinParts(parts, textParts(message.text));
  for (const { file_name: name, extracted_content: text } of message.attachments ?? []) {
    if (text.trim() === "") leftOut.add("file");
    else parts = joinParts(parts, textParts(name === "" ? text : `**${name}**\n\n${text}`));
  }
  const files = message.files?.length ?? 0;
  leftOut.add("file", files);
  if (parts.length === 0 && files > 0 && message.sender === "human") return textParts("*(file)*");
  return parts;
}
