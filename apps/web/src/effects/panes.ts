import { type ConversationId, type NodeId, resolveLeaf } from "@grok/conversation";
import type { PaneId, Side } from "../state/layout.ts";
import { freePaneId, type Making } from "../state/panes.ts";
import { viewOf } from "../state/views.ts";
import type { EffectContext } from "./context.ts";
import type { conversationEffects } from "./conversations.ts";
import type { lookEffects } from "./look.ts";
import type { navigationEffects } from "./navigation.ts";

/** What a new pane is to show: a place in a conversation (without `leafId`, where the old pane is), or a new one. */
export type PaneContent = "new" | { readonly conversationId: ConversationId; readonly leafId?: NodeId };

interface Others {
  readonly conversations: Pick<ReturnType<typeof conversationEffects>, "open">;
  readonly navigation: Pick<ReturnType<typeof navigationEffects>, "begin">;
  readonly look: Pick<ReturnType<typeof lookEffects>, "change">;
}

/** Panes made, closed, and set to something. */
export function paneEffects(context: EffectContext, { conversations, navigation, look }: Others) {
  const { store, memory } = context;

  /** Opens a pane beside `paneId` and goes there; by default it shows what that pane shows. Answers with its id. */
  function split(paneId: PaneId, side: Side | "into" = "right", what?: PaneContent): PaneId {
    const { panes, views, trees } = store.getState();
    const made = freePaneId(panes);
    store.dispatch({ type: "pane-opened", paneId: made, beside: paneId, side });
    const here = views.shown[paneId];
    const conversationId = what === "new" ? undefined : (what?.conversationId ?? here);
    const loaded = conversationId === undefined ? undefined : trees.loaded[conversationId];
    if (conversationId === undefined || loaded?.stored === false) navigation.begin(made);
    else if (loaded === undefined) void conversations.open(made, conversationId, null);
    else {
      const beside = viewOf(views, paneId, conversationId);
      const wanted = (what === "new" ? undefined : what?.leafId) ?? beside?.leafId ?? null;
      const leafId = resolveLeaf(loaded.tree, wanted);
      const saved = memory.recall(made, conversationId);
      store.dispatch({
        type: "view-opened",
        paneId: made,
        conversationId,
        saved: { ...saved, editing: null, queue: [] },
        leafId,
        jumpTo: beside?.anchorId ?? null,
      });
    }
    focusField(made);
    return made;
  }

  /** Closes a pane. What runs in it goes on; its draft comes back with the next pane of that number. */
  function close(paneId: PaneId): void {
    store.dispatch({ type: "pane-closed", paneId });
    focusField(store.getState().panes.active);
  }

  function focus(paneId: PaneId): void {
    store.dispatch({ type: "pane-focused", paneId });
    focusField(paneId);
  }

  /** Sets what a pane asks with. Model and Think are remembered for the next tab. */
  function make(paneId: PaneId, making: Partial<Making>): void {
    store.dispatch({ type: "making-changed", paneId, making });
    const alone = Object.keys(store.getState().panes.makings).length === 1;
    const { mode: _, ...kept } = making;
    // The pen of the only pane is the logo's.
    const remembered = alone ? making : kept;
    if (Object.keys(remembered).length > 0) look.change(remembered);
  }

  return { split, close, focus, make };
}

/** The composer of a pane, once it is on the page. */
function focusField(paneId: PaneId): void {
  requestAnimationFrame(() =>
    requestAnimationFrame(() => document.getElementById(`message-${paneId}`)?.focus({ preventScroll: true })),
  );
}
