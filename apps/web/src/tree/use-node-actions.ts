import { isAncestor, leafBelow, type NodeId, nodeAt, resolveLeaf, type Tree } from "@grok/conversation";
import { useContext, useMemo } from "react";
import { useEffects } from "../effects/effects.ts";
import { copyText } from "../markdown/copy-text.ts";
import { usePlace } from "../pane/place.ts";
import { blankOutline } from "../state/outline.ts";
import { pathOf } from "../state/route.ts";
import { StoreContext } from "../state/store.ts";
import { viewOf } from "../state/views.ts";
import { useWords } from "../words/words.ts";
import { factsOf } from "./node-facts.ts";
import { shownChildren } from "./sieve.ts";

export type NodeActions = ReturnType<typeof useNodeActions>;

/** What can be done with a message of the tree. The focus stays where it is, unless one is to write. */
export function useNodeActions() {
  const place = usePlace();
  const words = useWords().tree;
  const store = useContext(StoreContext);
  const { dispatch, panes, conversations, runs, tree: effects } = useEffects();

  return useMemo(() => {
    const { paneId, conversationId } = place;
    const treeNow = () => store?.getState().trees.loaded[conversationId]?.tree;
    const leafNow = () => {
      const tree = treeNow();
      const views = store?.getState().views;
      const leafId = views === undefined ? null : (viewOf(views, paneId, conversationId)?.leafId ?? null);
      return tree === undefined ? null : resolveLeaf(tree, leafId);
    };
    const facts = (id: NodeId) => {
      const state = store?.getState();
      const outline = (state?.outlines[conversationId] ?? blankOutline).nodes;
      return factsOf(id, state?.trees.loaded[conversationId]?.bodies, outline);
    };

    return {
      facts,

      /** Brings a message into view in the pane; its branch too, where the pane shows another. */
      show(id: NodeId): void {
        const tree = treeNow();
        const leafId = leafNow();
        if (tree === undefined || leafId === null || nodeAt(tree, id).archivedAtMs !== null) return;
        const onPath = id === leafId || isAncestor(tree, id, leafId);
        const to = onPath ? leafId : leafBelow(tree, id);
        dispatch({ type: "cursor-moved", ...place, leafId: to, show: id });
      },

      showBeside(id: NodeId): void {
        const tree = treeNow();
        if (tree === undefined || nodeAt(tree, id).archivedAtMs !== null) return;
        const made = panes.split(paneId, "right", { conversationId, leafId: leafBelow(tree, id) });
        dispatch({ type: "jump-asked", paneId: made, conversationId, nodeId: id });
      },

      name: (id: NodeId, name: string) => void effects.annotate(conversationId, id, { name }),

      bookmark: (id: NodeId) =>
        void effects.annotate(conversationId, id, { bookmarked: facts(id)?.bookmarked !== true }),

      archive(id: NodeId): void {
        const tree = treeNow();
        if (tree === undefined || !canBeArchived(tree, id)) return;
        void conversations.archiveBranch(paneId, conversationId, id);
      },

      restore(id: NodeId): void {
        const leafId = leafNow();
        if (leafId !== null) void conversations.restoreBranch(paneId, conversationId, id, leafId);
      },

      /** Hides the other branches of the nearest fork above. */
      keepOnly(id: NodeId): void {
        const tree = treeNow();
        if (tree !== undefined) void effects.archiveBranches(paneId, conversationId, otherBranches(tree, id));
      },

      /** The next question of the pane begins a branch after this message. */
      branch(id: NodeId): void {
        const tree = treeNow();
        const leafId = leafNow();
        const node = tree?.nodes.get(id);
        const at = node?.role === "user" ? node.parentId : id;
        if (tree === undefined || at == null || leafId === null) return;
        dispatch({ type: "branch-begun", ...place, at: id, leafId: at, returnTo: leafId });
        document.getElementById(`message-${paneId}`)?.focus({ preventScroll: true });
      },

      async copyLink(id: NodeId): Promise<void> {
        const path = pathOf({ page: "conversation", conversationId, nodeId: id });
        const copied = await copyText(new URL(path, location.href).href);
        dispatch({
          type: "notice-shown",
          notice: copied ? { id, kind: "copied" } : { id, kind: "failed", what: "copy", message: "" },
        });
      },

      /** Asks in the pane for a summary of the branch that `id` is on. */
      summarise(id: NodeId): void {
        const tree = treeNow();
        if (tree === undefined) return;
        const said = words.summariseAsk(facts(id)?.label ?? "");
        void runs.summarise(place, leafBelow(tree, id), said);
      },
    };
  }, [place, store, words, dispatch, panes, conversations, runs, effects]);
}

/** Whether nothing is being written in `id` or below: archiving would hide it from under the writer. */
export function canBeArchived(tree: Tree, id: NodeId): boolean {
  const waiting = [id];
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    if (nodeAt(tree, at).status === "running") return false;
    for (const child of tree.children.get(at) ?? []) waiting.push(child);
  }
  return true;
}

/** The branches beside the one that `id` is on, at the nearest fork above; empty where there is none. */
export function otherBranches(tree: Tree, id: NodeId): readonly NodeId[] {
  for (let at = nodeAt(tree, id); at.parentId !== null; at = nodeAt(tree, at.parentId)) {
    const branches = shownChildren(tree, at.parentId, { showArchived: false, only: null });
    if (branches.length > 1) return branches.filter((branch) => branch !== at.id);
  }
  return [];
}
