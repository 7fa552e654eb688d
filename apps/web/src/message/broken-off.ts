import { type ConversationNode, textOf } from "@grok/conversation";

/** Ends that left something unsaid. */
const cutReasons = new Set(["length", "context-full", "loop", "cancelled"]);

/** Whether the model can go on from the end of this reply. */
export function canBeContinued(node: ConversationNode): boolean {
  if (node.role !== "assistant" || node.status === "running" || textOf(node) === "") return false;
  return node.status !== "done" || cutReasons.has(node.provenance?.finishReason ?? "");
}

/** Whether the reply ended in a way that nobody wanted. */
export function brokeOff(node: ConversationNode): boolean {
  return node.status === "failed" || node.status === "interrupted";
}
