import type { NodeId } from "@grok/conversation";
import { useWorkspace } from "../state/store.ts";
import { type View, viewOf } from "../state/views.ts";
import { usePlace } from "./place.ts";

/** A part of this pane's view, or undefined before there is one. */
export function useView<T>(select: (view: View) => T): T | undefined {
  const { paneId, conversationId } = usePlace();
  return useWorkspace(({ views }) => {
    const view = viewOf(views, paneId, conversationId);
    return view === undefined ? undefined : select(view);
  });
}

/** The tree of this pane's conversation, once it has been read. */
export function useTree() {
  const { conversationId } = usePlace();
  return useWorkspace(({ trees }) => trees.loaded[conversationId]?.tree);
}

/** The body of a message, once it has been read. */
export function useBody(nodeId: NodeId | null) {
  const { conversationId } = usePlace();
  return useWorkspace(({ trees }) =>
    nodeId === null ? undefined : trees.loaded[conversationId]?.bodies.get(nodeId),
  );
}

/** The reply that is being written at the end of the shown path, or null. */
export function useRunningLeaf(): NodeId | null {
  const { paneId, conversationId } = usePlace();
  return useWorkspace(({ views, trees }) => {
    const leafId = viewOf(views, paneId, conversationId)?.leafId ?? null;
    if (leafId === null) return null;
    return trees.loaded[conversationId]?.tree.nodes.get(leafId)?.status === "running" ? leafId : null;
  });
}
