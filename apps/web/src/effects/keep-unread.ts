import { type ConversationId, isUuidV7, type NodeId } from "@grok/conversation";
import type { WorkspaceStore } from "../state/store.ts";
import { readStored, writeStored } from "./stored-json.ts";

const key = "grok.unread";

/**
 * What nobody has read yet outlives the tab: it is kept for this browser, and taken up by the next tab. Also tells the
 * workspace whether the tab is looked at.
 */
export function keepUnread(store: WorkspaceStore, local: Storage | null): void {
  store.dispatch({ type: "unread-recalled", nodes: unreadFrom(readStored(local, key)) });
  store.subscribe(({ unread }, before) => {
    if (unread.nodes === before.unread.nodes) return;
    const nodes = Object.entries(unread.nodes).flatMap(([id, set]) => [...set].map((node) => [id, node]));
    // Full, or refused: the marks last as long as the tab.
    writeStored(local, key, nodes);
  });
  const look = () => store.dispatch({ type: "tab-seen", seen: !document.hidden });
  document.addEventListener("visibilitychange", look);
  look();
}

/** Pairs of ids from what storage held; whatever is none is left out. */
export function unreadFrom(stored: unknown): (readonly [ConversationId, NodeId])[] {
  if (!Array.isArray(stored)) return [];
  return stored.flatMap((pair: unknown) => {
    const [conversationId, nodeId] = Array.isArray(pair) ? (pair as unknown[]) : [];
    const both = typeof conversationId === "string" && typeof nodeId === "string";
    return both && isUuidV7(conversationId) && isUuidV7(nodeId) ? [[conversationId, nodeId] as const] : [];
  });
}
