import { rootNode } from "@grok/conversation";
import type { PaneId } from "../state/layout.ts";
import { newConversationRoute, pathOf, type Route, routeFrom } from "../state/route.ts";
import { viewOf } from "../state/views.ts";
import type { Workspace } from "../state/workspace.ts";
import type { EffectContext } from "./context.ts";
import type { conversationEffects } from "./conversations.ts";

/** The address bar and the active pane: either moves the other. */
export function navigationEffects(
  context: EffectContext,
  { open }: Pick<ReturnType<typeof conversationEffects>, "open">,
) {
  const { store, memory, newId, now } = context;

  function show(route: Route): void {
    store.dispatch({ type: "route-changed", route });
    const paneId = store.getState().panes.active;
    if (route.page === "new") begin(paneId);
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
  function begin(paneId: PaneId): void {
    const { trees, views } = store.getState();
    const elsewhere = new Set(
      Object.entries(views.shown).flatMap(([pane, id]) => (pane === paneId ? [] : [id])),
    );
    const blank = Object.keys(trees.loaded).find(
      (id) =>
        trees.loaded[id]?.stored === false &&
        trees.loaded[id].tree.nodes.size === 1 &&
        !elsewhere.has(id) &&
        viewOf(views, paneId, id) !== undefined,
    );
    if (blank !== undefined) {
      store.dispatch({ type: "pane-shown", paneId, conversationId: blank });
      return;
    }
    const root = rootNode({ id: newId(), rootId: newId(), createdAtMs: now() });
    store.dispatch({ type: "conversation-begun", paneId, root, saved: memory.recall(paneId, "new") });
  }

  /** Once the reader has gone elsewhere, the address no longer points at a message: a reload returns to the reader. */
  function leaveMessage({ route, views, panes }: Workspace, before: Workspace): void {
    if (route.page !== "conversation" || route.nodeId === null || views === before.views) return;
    const { conversationId, nodeId } = route;
    const view = viewOf(views, panes.active, conversationId);
    const was = viewOf(before.views, panes.active, conversationId);
    if (view?.leafId == null || was?.leafId == null || view.leafId === was.leafId || view.jumpTo === nodeId)
      return;
    replace({ page: "conversation", conversationId, nodeId: null });
  }

  /** The address is that of the pane one is in. */
  function followPane({ panes, route }: Workspace, before: Workspace): void {
    if (panes.active === before.panes.active || route.page === "settings") return;
    // What the pane is to show may only now be on its way into it.
    queueMicrotask(() => {
      const { route, panes, views } = store.getState();
      const conversationId = views.shown[panes.active];
      if (route.page === "settings" || conversationId === undefined) return;
      const here = route.page === "conversation" ? route.conversationId : null;
      const next = routeOfPane();
      if (here !== (next.page === "conversation" ? next.conversationId : null)) replace(next);
    });
  }

  function routeOfPane(): Route {
    const { views, trees, panes } = store.getState();
    const conversationId = views.shown[panes.active];
    const stored = conversationId !== undefined && trees.loaded[conversationId]?.stored !== false;
    return stored ? { page: "conversation", conversationId, nodeId: null } : newConversationRoute;
  }

  function replace(route: Route): void {
    history.replaceState(null, "", pathOf(route));
    store.dispatch({ type: "route-changed", route });
  }

  function go(route: Route): void {
    const path = pathOf(route);
    if (path !== location.pathname + location.search) history.pushState(null, "", path);
    show(route);
  }

  return {
    go,
    begin,
    goNew: () => go(newConversationRoute),
    /** To what the pane shows, from the settings. */
    back: () => go(routeOfPane()),
    /** Shows what the address bar says, now and whenever back or forward change it. */
    follow(): void {
      const here = () => show(routeFrom(location.pathname, location.search));
      addEventListener("popstate", here);
      here();
      store.subscribe((workspace, before) => {
        leaveMessage(workspace, before);
        followPane(workspace, before);
      });
    },
    /** The new conversation has become a stored one: same page, other address. */
    settle(conversationId: string): void {
      const { route, views, panes } = store.getState();
      if (route.page !== "new" || views.shown[panes.active] !== conversationId) return;
      replace({ page: "conversation", conversationId, nodeId: null });
    },
  };
}
