// What this tab remembers over a reload: its views, with what is half-written in them. Session storage belongs to one
// tab, but a duplicated tab starts with a copy of it; then the views get ids of their own.

import type { ConversationId } from "@grok/conversation";
import type { PaneId } from "../state/layout.ts";
import { type SavedView, viewKey } from "../state/views.ts";

export interface TabMemory {
  /** The view of a pane on a conversation as this tab left it, or a blank one with a new id. */
  recall(paneId: PaneId, conversationId: ConversationId | "new"): SavedView;
  keep(paneId: PaneId, conversationId: ConversationId | "new", view: SavedView): void;
  forget(paneId: PaneId, conversationId: ConversationId | "new"): void;
}

const prefix = "grok.view.";
const openFlag = "grok.tab-open";
/** Session storage holds about 5 million characters in all: the longest reply in an editor, and room beside it. */
const lengthMax = 2_500_000;

/**
 * `storage`: session storage, or null where the browser refuses it (then a reload forgets). `wasOpen`: of
 * `claimTab`. `newId`: makes view ids.
 */
export function createTabMemory(storage: Storage | null, wasOpen: boolean, newId: () => string): TabMemory {
  const renewed = new Set<string>();
  return {
    recall(paneId, conversationId) {
      const key = prefix + viewKey(paneId, conversationId);
      const saved = savedViewFrom(storage?.getItem(key) ?? null, newId);
      if (!wasOpen || renewed.has(key)) return saved;
      renewed.add(key);
      return { ...saved, viewId: newId() };
    },
    keep(paneId, conversationId, { viewId, draft, queue, anchorId, editing }) {
      const key = prefix + viewKey(paneId, conversationId);
      const text = JSON.stringify({ viewId, draft, queue, anchorId, editing });
      if (text.length > lengthMax) return;
      try {
        storage?.setItem(key, text);
      } catch {
        // Full: the server keeps the draft as well.
      }
    },
    forget(paneId, conversationId) {
      storage?.removeItem(prefix + viewKey(paneId, conversationId));
    },
  };
}

/** Whether the storage is a copy of that of a tab that is still open; marks this tab as open until it goes. */
export function claimTab(storage: Storage | null, target: Pick<Window, "addEventListener">): boolean {
  if (storage === null) return false;
  const wasOpen = storage.getItem(openFlag) !== null;
  const mark = () => storage.setItem(openFlag, "1");
  mark();
  target.addEventListener("pageshow", mark);
  target.addEventListener("pagehide", () => storage.removeItem(openFlag));
  return wasOpen;
}

/** A saved view from what storage held; whatever is not what it should be becomes blank. */
export function savedViewFrom(text: string | null, newId: () => string): SavedView {
  let stored: Record<string, unknown> = {};
  try {
    stored = Object(JSON.parse(text ?? "{}"));
  } catch {
    // Not ours, or cut off: a blank view.
  }
  const { viewId, draft, queue, anchorId, editing } = stored;
  const { nodeId, text: edited } = Object(editing) as Record<string, unknown>;
  return {
    viewId: typeof viewId === "string" ? viewId : newId(),
    draft: typeof draft === "string" ? draft : "",
    queue: Array.isArray(queue) ? queue.filter((item): item is string => typeof item === "string") : [],
    anchorId: typeof anchorId === "string" ? anchorId : null,
    editing: typeof nodeId === "string" && typeof edited === "string" ? { nodeId, text: edited } : null,
  };
}
