// Conversations as Open WebUI exports them: a history of messages by id. Their lists of children are not to be trusted
// (they get lost on the way), so the tree is made of the parents alone.

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
import { anything, entriesOf, isRecord, listOf, looseText, readable } from "./foreign-value.ts";
import { withoutDetails } from "./reasoning-details.ts";

const chatSchema = z.object({
  id: looseText,
  title: looseText,
  models: z.array(looseText).nullish().catch(null),
  timestamp: anything,
  history: z.object({ messages: z.unknown(), currentId: looseText }),
});

const rowSchema = z.object({
  id: looseText,
  title: looseText,
  created_at: anything,
  updated_at: anything,
  archived: z.boolean().nullish().catch(false),
});

const messageSchema = z.object({
  parentId: looseText,
  role: looseText,
  content: anything,
  output: anything,
  timestamp: anything,
  model: looseText,
  modelName: looseText,
  done: z.boolean().nullish().catch(null),
  files: z.array(z.unknown()).nullish().catch(null),
});

export function readOpenWebUi(value: unknown): ForeignConversation {
  const row = readable(rowSchema, value);
  const inner = isRecord(value) && isRecord(value.chat) ? value.chat : value;
  const chat = readable(chatSchema, inner);
  const leftOut = new LeftOut();
  const problems: string[] = [];
  const messages: ForeignMessage[] = [];
  const soleModel = chat.models?.length === 1 ? chat.models[0]! : "";
  for (const [key, raw] of entriesOf(chat.history.messages)) {
    const result = messageSchema.safeParse(raw);
    if (!result.success) {
      problems.push(`message ${key.slice(0, 60)} cannot be read; it was left out`);
      continue;
    }
    const { data } = result;
    const role = data.role === "user" || data.role === "assistant" ? data.role : null;
    const parts = partsOf(data, leftOut);
    if (role === null && parts.length > 0) leftOut.add(data.role === "tool" ? "tool" : "hidden");
    messages.push({
      key,
      parentKey: data.parentId === "" ? null : data.parentId,
      role,
      parts,
      createdAtMs: foreignTime(data.timestamp),
      model: role === "assistant" ? data.modelName || data.model || soleModel : "",
      status: data.done === false ? "interrupted" : "done",
    });
  }
  return {
    key: row.id || chat.id,
    title: row.title || chat.title,
    createdAtMs: foreignTime(row.created_at) ?? foreignTime(chat.timestamp),
    updatedAtMs: foreignTime(row.updated_at),
    archived: row.archived === true,
    messages,
    currentKey: chat.history.currentId === "" ? null : chat.history.currentId,
    leftOut,
    problems,
  };
}

function partsOf(message: z.infer<typeof messageSchema>, leftOut: LeftOut): readonly NodePart[] {
  let pictures = 0;
  for (const file of message.files ?? [])
    if (isRecord(file) && file.type === "image") pictures++;
    else leftOut.add("file");
  leftOut.add("picture", pictures);

  const written = outputParts(message.output, leftOut);
  if (written.some((part) => part.type === "text")) return written;
  const texts: string[] = [];
  if (typeof message.content === "string") texts.push(message.content);
  for (const piece of listOf(message.content))
    if (isRecord(piece) && typeof piece.text === "string") texts.push(piece.text);
    else leftOut.add(isRecord(piece) && piece.type === "image_url" ? "picture" : "unknown");
  const parts =
    message.role === "assistant" ? withoutDetails(texts.join("\n\n")) : textParts(texts.join("\n\n"));
  if (parts.length === 0 && pictures > 0 && message.role === "user") return textParts("*(picture)*");
  return joinParts(written, parts);
}

/** Newer replies as a list of what the model put out: reasoning, calls of tools, messages. */
function outputParts(output: unknown, leftOut: LeftOut): readonly NodePart[] {
  let parts: readonly NodePart[] = [];
  for (const item of listOf(output)) {
    if (!isRecord(item)) continue;
    const texts = [...listOf(item.content), ...listOf(item.summary)]
      .map((piece) => (isRecord(piece) && typeof piece.text === "string" ? piece.text : ""))
      .filter((text) => text.trim() !== "")
      .join("\n\n");
    const seconds = typeof item.duration === "number" && item.duration > 0 ? item.duration : 0;
    if (item.type === "message") parts = joinParts(parts, textParts(texts));
    else if (item.type === "reasoning")
      parts = joinParts(parts, reasoningParts(texts, Math.round(seconds * 1000)));
    else leftOut.add("tool");
  }
  return parts;
}
