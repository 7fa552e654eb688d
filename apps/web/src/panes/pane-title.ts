import type { PaneId } from "../state/layout.ts";
import { useWorkspace } from "../state/store.ts";
import { viewOf } from "../state/views.ts";
import { useWords } from "../words/words.ts";

/** What a pane is called: the title of its conversation. */
export function usePaneTitle(paneId: PaneId): string {
  const words = useWords();
  const title = useWorkspace(({ views, list }) => list.rows[views.shown[paneId] ?? ""]?.title) ?? "";
  const missing = useWorkspace(({ views }) => {
    const view = viewOf(views, paneId, views.shown[paneId] ?? "");
    return view?.phase === "failed" && view.problem?.kind === "not-found";
  });
  if (missing) return words.pane.notFound;
  return title === "" ? words.app.untitled : title;
}

/** What goes on in a pane that is out of sight. */
export function usePaneState(paneId: PaneId): "running" | "unread" | null {
  return useWorkspace(({ views, trees, unread }) => {
    const conversationId = views.shown[paneId];
    if (conversationId === undefined) return null;
    const leafId = viewOf(views, paneId, conversationId)?.leafId;
    if (leafId == null) return null;
    if (trees.loaded[conversationId]?.tree.nodes.get(leafId)?.status === "running") return "running";
    return unread.nodes[conversationId]?.has(leafId) === true ? "unread" : null;
  });
}
