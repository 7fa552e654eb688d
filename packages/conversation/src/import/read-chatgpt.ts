// Conversations as ChatGPT exports them: a `mapping` of nodes that name parent and children, and the node shown last.
// Between the turns stand nodes that people never see: a root without message, instructions, the way to tools and back.

import * as z from "zod";
import type { NodePart } from "../node.ts";
import {
  type ForeignConversation,
  type ForeignMessage,
  LeftOut,
  reasoningParts,
  textParts,
} from "./foreign.ts";
import { foreignTime } from "./foreign-time.ts";
import { anything, entriesOf, looseText, readable } from "./foreign-value.ts";

const conversationSchema = z.object({
  conversation_id: looseText,
  id: looseText,
  title: looseText,
  create_time: anything,
  update_time: anything,
  is_archived: z.boolean().nullish().catch(false),
  current_node: looseText,
  mapping: anything,
});

const contentSchema = z
  .object({
    content_type: looseText,
    parts: z.array(z.unknown()).nullish().catch(null),
    text: looseText,
    language: looseText,
    thoughts: z
      .array(z.object({ summary: looseText, content: looseText }))
      .nullish()
      .catch(null),
  })
  .nullish()
  .catch(null);

const nodeSchema = z.object({
  id: looseText,
  parent: looseText,
  message: z
    .object({
      author: z.object({ role: looseText, name: looseText }).nullish().catch(null),
      create_time: anything,
      status: looseText,
      recipient: looseText,
      content: contentSchema,
      metadata: z
        .object({
          model_slug: looseText,
          is_visually_hidden_from_conversation: z.boolean().nullish().catch(false),
          attachments: z.array(z.unknown()).nullish().catch(null),
          content_references: z
            .array(z.object({ matched_text: looseText, alt: looseText }))
            .nullish()
            .catch(null),
        })
        .nullish()
        .catch(null),
    })
    .nullish()
    .catch(null),
});

type Message = NonNullable<z.infer<typeof nodeSchema>["message"]>;

export function readChatGpt(value: unknown): ForeignConversation {
  const conversation = readable(conversationSchema, value);
  const leftOut = new LeftOut();
  const problems: string[] = [];
  const messages: ForeignMessage[] = [];
  for (const [key, raw] of entriesOf(conversation.mapping)) {
    const node = nodeSchema.safeParse(raw);
    if (!node.success)
      problems.push(`node ${key.slice(0, 60)} of the mapping cannot be read; it was left out`);
    const { parent = "", message = null } = node.success ? node.data : {};
    messages.push({
      key,
      parentKey: parent === "" ? null : parent,
      createdAtMs: foreignTime(message?.create_time),
      model: message?.metadata?.model_slug ?? "",
      status: message?.status === "in_progress" ? "interrupted" : "done",
      ...(message == null ? hidden : said(message, leftOut)),
    });
  }
  return {
    key: conversation.conversation_id || conversation.id,
    title: conversation.title,
    createdAtMs: foreignTime(conversation.create_time),
    updatedAtMs: foreignTime(conversation.update_time),
    archived: conversation.is_archived === true,
    messages,
    currentKey: conversation.current_node === "" ? null : conversation.current_node,
    leftOut,
    problems,
  };
}

type Said = Pick<ForeignMessage, "role" | "parts">;
const hidden: Said = { role: null, parts: [] };

function said(message: Message, leftOut: LeftOut): Said {
  const role: string = message.author?.role ?? "";
  const { content_type: type = "", text = "" } = message.content ?? {};
  const code = type === "execution_output" && role === "tool";
  const parts = contentParts(message, leftOut);
  if (role !== "user" && role !== "assistant" && !code) {
    if (parts.length > 0) leftOut.add(role === "tool" ? "tool" : "hidden");
    return hidden;
  }
  if (message.metadata?.is_visually_hidden_from_conversation === true || type === "user_editable_context") {
    if (parts.length > 0) leftOut.add("hidden");
    return hidden;
  }
  // What is sent to a tool is no answer, but a program that was run is part of one.
  const toTool = message.recipient !== "" && message.recipient !== "all" && message.recipient !== "python";
  if (role === "assistant" && toTool) {
    if (parts.length > 0) leftOut.add("tool");
    return hidden;
  }
  if (code) return { role: "assistant", parts: textParts(fenced(text, "")) };
  return { role: role === "user" ? "user" : "assistant", parts };
}

function contentParts(message: Message, leftOut: LeftOut): readonly NodePart[] {
  const { content, metadata } = message;
  if (content == null) return [];
  leftOut.add("file", metadata?.attachments?.filter((each) => !isPicture(each)).length ?? 0);
  switch (content.content_type) {
    case "code":
      return textParts(content.text === "" ? "" : fenced(content.text, content.language));
    case "thoughts":
      return reasoningParts(
        (content.thoughts ?? [])
          .map(({ summary, content: thought }) =>
            [summary && `**${summary}**`, thought].filter(Boolean).join("\n\n"),
          )
          .join("\n\n"),
      );
    case "reasoning_recap":
      return [];
    case "execution_output":
      return textParts(content.text);
  }
  const texts = content.text === "" ? [] : [content.text];
  let pictures = 0;
  for (const part of content.parts ?? []) {
    if (typeof part === "string") texts.push(part);
    else if (typeof part === "object" && part !== null) {
      const spoken = "text" in part && typeof part.text === "string" ? part.text : "";
      if (spoken !== "") texts.push(spoken);
      else if ("asset_pointer" in part || "audio_asset_pointer" in part || "frames_asset_pointers" in part)
        pictures++;
      else leftOut.add("unknown");
    }
  }
  leftOut.add("picture", pictures);
  const text = withSources(texts.filter((each) => each.trim() !== "").join("\n\n"), message);
  // A question that is a picture alone still has an answer, which must not become part of the one before.
  if (text.trim() === "" && pictures > 0 && message.author?.role === "user") return textParts("*(picture)*");
  return textParts(text);
}

/** Marks of citations stand between private characters; the export says what people see in their place. */
function withSources(text: string, { metadata }: Message): string {
  if (!text.includes("\ue200")) return text;
  const shown = new Map(metadata?.content_references?.map((each) => [each.matched_text, each.alt]));
  return text.replace(/\ue200[^\ue201]*\ue201/g, (mark) => shown.get(mark) ?? "");
}

function isPicture(attachment: unknown): boolean {
  if (typeof attachment !== "object" || attachment === null) return false;
  const type = "mime_type" in attachment ? attachment.mime_type : "";
  return typeof type === "string" && type.startsWith("image/");
}

/** `code` in a fence that it does not hold itself. */
function fenced(code: string, language: string): string {
  let fence = "```";
  while (code.includes(fence)) fence += "`";
  const name = /^[\w+#.-]+$/.test(language) && language !== "unknown" ? language : "";
  return `${fence}${name}\n${code}${code.endsWith("\n") ? "" : "\n"}${fence}`;
}
