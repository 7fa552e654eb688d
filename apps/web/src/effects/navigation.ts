import { rootNode } from "@grok/conversation";
import { newConversationRoute, pathOf, type Route, routeFrom } from "../state/route.ts";
import { type PaneId, viewOf } from "../state/views.ts";
import type { Workspace } from "../state/workspace.ts";
import type { EffectContext } from "./context.ts";
import type { conversationEffects } from "./conversations.ts";

/** The address bar and the panes: either moves the other. */
export function navigationEffects(
  context: EffectContext,
  { open }: Pick<ReturnType<typeof conversationEffects>, "open">,
) {
  const { store, memory, newId, now } = context;
  const paneId: PaneId = "1";

  function show(route: Route): void {
    store.dispatch({ type: "route-changed", route });
    if (route.page === "new") begin();
    if (route.page !== "conversation") return;
    const { conversationId, nodeId } = route;
    const { trees, views } = store.getState();
    const known = trees.loaded[conversationId];
    const view = viewOf(views, paneId, conversationId);
    const fresh = known !== undefined && !known.stale && view?.phase === "open";
    if (fresh && nodeId === null) store.dispatch({ type: "pane-shown", paneId, conversationId });
    else void open(paneId, conversationId, nodeId);
  }

  /** A conversation that exists here alone until its first question; one that was left untouched is used again. */
  function begin(): void {
    const { loaded } = store.getState().trees;
    const blank = Object.keys(loaded).find(
      (id) => loaded[id]?.stored === false && loaded[id].tree.nodes.size === 1,
    );
    if (blank !== undefined) {
      store.dispatch({ type: "pane-shown", paneId, conversationId: blank });
      return;
    }
    const root = rootNode({ id: newId(), rootId: newId(), createdAtMs: now() });
    store.dispatch({ type: "conversation-begun", paneId, root, saved: memory.recall(paneId, "new") });
  }

  /** Once the reader has gone elsewhere, the address no longer points at a message: a reload returns to the reader. */
  function leaveMessage({ route, views }: Workspace, before: Workspace): void {
    if (route.page !== "conversation" || route.nodeId === null || views === before.views) return;
    const { conversationId, nodeId } = route;
    const view = viewOf(views, paneId, conversationId);
    const was = viewOf(before.views, paneId, conversationId);
    if (view?.leafId == null || was?.leafId == null || view.leafId === was.leafId || view.jumpTo === nodeId)
      return;
    const here: Route = { page: "conversation", conversationId, nodeId: null };
    history.replaceState(null, "", pathOf(here));
    store.dispatch({ type: "route-changed", route: here });
  }

  function go(route: Route): void {
    const path = pathOf(route);
    if (path !== location.pathname + location.search) history.pushState(null, "", path);
    show(route);
  }

  return {
    go,
    goNew: () => go(newConversationRoute),
    /** To what the pane shows, from the settings. */
    back(): void {
      const { views, trees } = store.getState();
      const conversationId = views.shown[paneId];
      const stored = conversationId !== undefined && trees.loaded[conversationId]?.stored !== false;
      go(stored ? { page: "conversation", conversationId, nodeId: null } : newConversationRoute);
    },
    /** Shows what the address bar says, now and whenever back or forward change it. */
    follow(): void {
      const here = () => show(routeFrom(location.pathname, location.search));
      addEventListener("popstate", here);
      here();
      store.subscribe(leaveMessage);
    },
    /** The new conversation has become a stored one: same page, other address. */
    settle(conversationId: string): void {
      const { route, views } = store.getState();
      if (route.page !== "new" || views.shown[paneId] !== conversationId) return;
      const stored: Route = { page: "conversation", conversationId, nodeId: null };
      history.replaceState(null, "", pathOf(stored));
      store.dispatch({ type: "route-changed", route: stored });
    },
  };
}
