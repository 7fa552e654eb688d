import { type ConversationNode, type NodeRole, textOf } from "@grok/conversation";

/** Room around a question and around an answer, with its row of actions. */
const aroundPx = { user: 120, assistant: 110 };
const linePx = { user: 30, assistant: 29 };
const lineChars = { user: 48, assistant: 66 };
const unreadLines = { user: 1, assistant: 9 };

/** How tall a message will about be, in CSS pixels, before it has been drawn. */
export function estimatedHeight(role: NodeRole, body: ConversationNode | undefined): number {
  const kind = role === "user" ? "user" : "assistant";
  const lines = body === undefined ? unreadLines[kind] : linesOf(textOf(body), lineChars[kind]);
  return aroundPx[kind] + lines * linePx[kind];
}

function linesOf(text: string, chars: number): number {
  // Line by line would be exact and slow; a break costs about half a line on average.
  const breaks = text.length > 20_000 ? text.length / 200 : text.split("\n").length - 1;
  return Math.max(1, Math.ceil(text.length / chars + breaks / 2));
}
