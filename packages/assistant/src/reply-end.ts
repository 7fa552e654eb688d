import {
  type ConversationNode,
  type NodeFailure,
  type NodePart,
  type Provenance,
  textOf,
} from "@grok/conversation";
import { toModelError } from "@grok/model";

/** Longest failure message that is kept, UTF-16 units: it may come from a remote server. */
const failureUnitsMax = 600;

/** A failure with a message of bounded length. */
export function replyFailure(code: string, message: string): NodeFailure {
  const cut = message.length > failureUnitsMax ? `${message.slice(0, failureUnitsMax - 1)}…` : message;
  return { code, message: cut.toWellFormed() };
}

/** `error` as a failure: the code of a `ModelError`, or "engine-lost" for anything unknown. */
export function failureOf(error: unknown): NodeFailure {
  const { code, message } = toModelError(error);
  return replyFailure(code, message);
}

/** `reply` as it ended: with text it is interrupted, and what was written stands; without any it failed. */
export function brokenReply(
  reply: ConversationNode,
  parts: readonly NodePart[],
  failure: NodeFailure,
  provenance: Provenance | null = reply.provenance,
): ConversationNode {
  const status = hasText(parts) ? "interrupted" : "failed";
  return { ...reply, status, parts, failure, provenance };
}

/** `reply` as it is when it was stopped, by its reader or because the server goes down; what was written stands. */
export function stoppedReply(
  reply: ConversationNode,
  parts: readonly NodePart[],
  by: "user" | "shutdown",
  provenance: Provenance | null = reply.provenance,
): ConversationNode {
  const ended = { ...reply, parts, provenance: provenance && { ...provenance, finishReason: "cancelled" } };
  if (by === "user") return { ...ended, status: "stopped" };
  const kept = hasText(parts) ? "What was written is kept." : "Nothing was written yet; regenerate it.";
  const failure = replyFailure("shutdown", `The server was shut down while this was being written. ${kept}`);
  return { ...ended, status: "interrupted", failure };
}

/** `reply` as the crash of its server left it; `parts` hold all that reached the store. */
export function crashedReply(reply: ConversationNode, parts: readonly NodePart[]): ConversationNode {
  const kept = hasText(parts) ? "What was stored of it is kept." : "Nothing was written yet; regenerate it.";
  const failure = replyFailure("server-lost", `The server went away while this was being written. ${kept}`);
  return { ...reply, status: "interrupted", parts, failure };
}

/** Whether a reader would see anything of the answer itself. */
export function hasText(parts: readonly NodePart[]): boolean {
  return textOf({ parts }).trim() !== "";
}
