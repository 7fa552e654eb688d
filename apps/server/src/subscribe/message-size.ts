import type { ConversationNode, RunEvent } from "@grok/conversation";

const nodeBaseBytes = 300;
const eventBaseBytes = 16;

/** About how many bytes a node takes in memory and on the wire. Cheap and never far too low: it bounds queues. */
export function nodeBytes(node: ConversationNode): number {
  return node.parts.reduce((sum, part) => sum + part.text.length * 2, nodeBaseBytes);
}

export function eventBytes(event: RunEvent): number {
  if (event.type === "ended") return eventBaseBytes + nodeBytes(event.node);
  return eventBaseBytes + ("text" in event ? event.text.length * 2 : 100);
}
