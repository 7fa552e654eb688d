import { type NodeId, resolveLeaf } from "@grok/conversation";
import { useMemo, useRef } from "react";
import { usePlace } from "../pane/place.ts";
import { useTree } from "../pane/use-view.ts";
import { paneOrder } from "../state/layout.ts";
import { blankOutline } from "../state/outline.ts";
import { useWorkspace } from "../state/store.ts";
import { viewOf } from "../state/views.ts";
import type { Sieve } from "./sieve.ts";
import { withAncestors } from "./sieve.ts";
import { type PaneEnd, routesOf } from "./strokes.ts";

export type DrawnTree = NonNullable<ReturnType<typeof useDrawnTree>>;

const nothing: ReadonlySet<NodeId> = new Set();

/** What both views of the conversation's tree are drawn from; null until it has been read. */
export function useDrawnTree(
  filters: { showArchived: boolean; bookmarks: boolean },
  hits: readonly NodeId[],
) {
  const { showArchived, bookmarks } = filters;
  const tree = useTree();
  const { conversationId } = usePlace();
  const outline = useWorkspace(({ outlines }) => outlines[conversationId]) ?? blankOutline;
  const panes = usePaneEnds();
  const routes = useMemo(() => (tree === undefined ? null : routesOf(tree, panes)), [tree, panes]);
  const { marked, bookmarked } = useMarked();
  const fresh = useFresh();
  const found = useMemo(() => new Set(hits), [hits]);
  const kept = useMemo(() => new Set([...marked, ...fresh, ...found]), [marked, fresh, found]);
  const only = useMemo(
    () => (bookmarks && tree !== undefined ? withAncestors(tree, bookmarked) : null),
    [bookmarks, tree, bookmarked],
  );
  const sieve = useMemo<Sieve>(() => ({ showArchived, only }), [showArchived, only]);
  return useMemo(
    () => (tree === undefined || routes === null ? null : { tree, routes, sieve, kept, found, outline }),
    [tree, routes, sieve, kept, found, outline],
  );
}

/** The panes that show this conversation, by number. */
function usePaneEnds(): readonly PaneEnd[] {
  const { conversationId } = usePlace();
  const tree = useTree();
  // As text, so that it stays the same as long as nothing of it changes.
  const said = useWorkspace(({ panes, views }) =>
    paneOrder(panes.layout)
      .map((pane, at) => {
        const leafId =
          views.shown[pane] === conversationId ? viewOf(views, pane, conversationId)?.leafId : null;
        return leafId == null ? "" : `${at + 1}:${leafId}`;
      })
      .join(" "),
  );
  return useMemo(() => {
    if (tree === undefined) return [];
    return said
      .split(" ")
      .filter((pane) => pane !== "")
      .map((pane) => {
        const [number = "", leafId = ""] = pane.split(":");
        return { number: Number(number), leafId: resolveLeaf(tree, leafId) };
      });
  }, [said, tree]);
}

/** Messages with a name or a bookmark, and those with a bookmark. The sets change only when what is in them does. */
function useMarked() {
  const { conversationId } = usePlace();
  const nodes = useWorkspace(({ outlines }) => outlines[conversationId]?.nodes) ?? blankOutline.nodes;
  const bodies = useWorkspace(({ trees }) => trees.loaded[conversationId]?.bodies);
  const read = useMemo(
    () => [...nodes.values()].filter(({ name, bookmarked }) => bookmarked || name !== ""),
    [nodes],
  );
  const marked = new Set<NodeId>();
  const bookmarked = new Set<NodeId>();
  for (const node of [...read.filter(({ id }) => !bodies?.has(id)), ...(bodies?.values() ?? [])]) {
    if (node.bookmarked) bookmarked.add(node.id);
    if (node.bookmarked || node.name !== "") marked.add(node.id);
  }
  return { marked: useSame(marked), bookmarked: useSame(bookmarked) };
}

/** Replies that are being written, and those that nobody has read. */
function useFresh(): ReadonlySet<NodeId> {
  const { conversationId } = usePlace();
  const unread = useWorkspace((workspace) => workspace.unread.nodes[conversationId]) ?? nothing;
  const running = useWorkspace(({ runs }) =>
    Object.keys(runs.live)
      .filter((id) => runs.live[id]?.conversationId === conversationId)
      .join(" "),
  );
  return useMemo(
    () => new Set([...unread, ...(running === "" ? [] : running.split(" "))]),
    [unread, running],
  );
}

/** The set as it was before, as long as it holds the same. */
function useSame(set: ReadonlySet<NodeId>): ReadonlySet<NodeId> {
  const before = useRef(set);
  const same = before.current.size === set.size && [...set].every((id) => before.current.has(id));
  if (!same) before.current = set;
  return before.current;
}
