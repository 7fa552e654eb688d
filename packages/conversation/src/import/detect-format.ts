// Which program a value or a text comes from is told by what is in it, never by a file's name alone: people rename
// files, and every program calls its own "conversations.json".

import type { ForeignConversation, ForeignFormat } from "./foreign.ts";
import { isRecord } from "./foreign-value.ts";
import { readChatGpt } from "./read-chatgpt.ts";
import { readClaude } from "./read-claude.ts";
import { readLibreChat } from "./read-librechat.ts";
import { readOpenWebUi } from "./read-open-webui.ts";

/** The program that exported `value` as one conversation, or null where none is known. */
export function formatOf(value: unknown): Exclude<ForeignFormat, "markdown"> | null {
  if (!isRecord(value)) return null;
  if (isRecord(value.mapping)) return "chatgpt";
  if (Array.isArray(value.chat_messages)) return "claude";
  if (hasHistory(value.chat) || hasHistory(value)) return "open-webui";
  if (Array.isArray(value.messagesTree)) return "librechat";
  if (Array.isArray(value.messages) && ("conversationId" in value || "recursive" in value))
    return "librechat";
  return null;
}

function hasHistory(value: unknown): boolean {
  return isRecord(value) && isRecord(value.history) && isRecord(value.history.messages);
}

export const readers: Record<Exclude<ForeignFormat, "markdown">, (value: unknown) => ForeignConversation> = {
  chatgpt: readChatGpt,
  claude: readClaude,
  "open-webui": readOpenWebUi,
  librechat: readLibreChat,
};

/** What a file begins with, in the words of a message. */
export function whatBegins(value: unknown): string {
  if (Array.isArray(value)) return "a list";
  if (!isRecord(value)) return value === null ? "null" : `a ${typeof value}`;
  const names = Object.keys(value).slice(0, 8);
  if (names.length === 0) return "an object without fields";
  return `an object with the fields ${names.map((name) => name.slice(0, 40)).join(", ")}`;
}

export const expectedFormats =
  "an export of Grok, ChatGPT, Claude, Open WebUI or LibreChat, or a Markdown transcript, is expected";
