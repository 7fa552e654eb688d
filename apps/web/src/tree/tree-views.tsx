import { isAncestor, type NodeId } from "@grok/conversation";
import { lazy, Suspense, useMemo, useRef, useState } from "react";
import { useMedia } from "../app/use-media.ts";
import { useEffects } from "../effects/effects.ts";
import { Icon } from "../icons/icon.tsx";
import { usePlace } from "../pane/place.ts";
import { useWorkspace } from "../state/store.ts";
import { viewOf } from "../state/views.ts";
import { useWords } from "../words/words.ts";
import { outlineRows } from "./outline-rows.ts";
import { OutlineView } from "./outline-view.tsx";
import { rowIndices } from "./row-steps.ts";
import { TreeSearch } from "./tree-search.tsx";
import type { DrawnTree } from "./use-drawn-tree.ts";
import { useNodeActions } from "./use-node-actions.ts";
import { useNodeMenu } from "./use-node-menu.ts";

const MapSection = lazy(() => import("./map-section.tsx"));

export interface Filters {
  readonly showArchived: boolean;
  readonly bookmarks: boolean;
}

interface ViewsProps {
  readonly drawn: DrawnTree;
  readonly filters: Filters;
  readonly onAll: () => void;
  readonly onHits: (found: readonly NodeId[]) => void;
  readonly onShowKeys: () => void;
}

/** The outline, and the map below it; on a phone above. */
export function TreeViews({ drawn, filters, onAll, onHits, onShowKeys }: ViewsProps) {
  const words = useWords().tree;
  const { dispatch } = useEffects();
  const place = usePlace();
  const { conversationId } = place;
  const { tree, sieve, routes, kept, found, outline } = drawn;
  const map = useWorkspace(({ treePanel }) => treePanel.map);
  const narrow = useMedia("(max-width: 720px)");
  const here = useHere(tree.rootId);
  const actions = useNodeActions();
  const [currentId, setCurrentId] = useCurrent(here);
  const [namingId, setNamingId] = useState<NodeId | null>(null);
  const [markedId, setMarkedId] = useState<NodeId | null>(null);
  const { closed, opened } = outline;
  const rows = useMemo(
    () =>
      outlineRows({
        tree,
        sieve,
        routes,
        closed,
        opened,
        kept,
        ...(sieve.only === null ? {} : { runLengthMax: 0 }),
      }),
    [tree, sieve, routes, closed, opened, kept],
  );
  const indices = useMemo(() => rowIndices(rows), [rows]);
  const ordered = useMemo(() => (found.size === 0 ? [] : inTreeOrder(drawn)), [found, drawn]);

  const goToHit = (id: NodeId) => {
    const above = [...closed].filter((at) => tree.nodes.has(at) && isAncestor(tree, at, id));
    if (above.length > 0) dispatch({ type: "branches-closed", conversationId, ids: above, closed: false });
    setCurrentId(id);
    actions.show(id);
  };
  const compare = (id: NodeId) => {
    if (markedId === null || markedId === id) return setMarkedId(markedId === id ? null : id);
    setMarkedId(null);
    dispatch({
      type: "dialog-opened",
      dialog: { kind: "compare", conversationId, left: markedId, right: id },
    });
  };
  const fold = (id: NodeId) => {
    const run = openedRun(drawn, id);
    return run.length === 0
      ? null
      : () => dispatch({ type: "run-opened", conversationId, ids: run, open: false });
  };
  const menu = useNodeMenu(drawn, actions, here, { rename: setNamingId, compare, markedId, fold });
  const onMenu = (anchor: HTMLElement, id: NodeId) => menu(anchor, id, actions.facts(id)?.label ?? "");
  const onShown = () => {
    if (narrow) dispatch({ type: "tree-switched", open: false });
  };
  const filtered = filters.bookmarks || filters.showArchived;

  return (
    <>
      <TreeSearch hits={ordered} onHits={onHits} onGo={goToHit} />
      <div className="outline-section">
        <h3>
          {words.outline}
          {filtered && (
            <button type="button" className="b quiet" onClick={onAll}>
              {filters.bookmarks ? words.showAll : words.hideArchived}
            </button>
          )}
        </h3>
        {rows.length === 0 ? (
          <p className="tree-note">{filters.bookmarks ? words.noBookmarks : words.empty}</p>
        ) : (
          <OutlineView
            drawn={drawn}
            rows={rows}
            indices={indices}
            actions={actions}
            here={here}
            currentId={currentId}
            onCurrent={setCurrentId}
            namingId={namingId}
            onNaming={setNamingId}
            markedId={markedId}
            onCompare={compare}
            onMenu={onMenu}
            onShowKeys={onShowKeys}
            onShown={onShown}
          />
        )}
      </div>
      <div className={map ? "map-section open" : "map-section"}>
        <div className="map-bar">
          {map && <MapKey />}
          <button
            type="button"
            className="b quiet"
            aria-pressed={map}
            onClick={() => dispatch({ type: "map-switched", map: !map })}
          >
            <Icon name="map" small />
            {words.showMap}
          </button>
        </div>
        {map && (
          <Suspense fallback={<div className="map" />}>
            <MapSection drawn={drawn} actions={actions} here={here} onMenu={onMenu} onShown={onShown} />
          </Suspense>
        )}
      </div>
    </>
  );
}

/** What the two kinds of stops are. */
function MapKey() {
  const words = useWords().tree;
  return (
    <span className="map-key">
      <span>
        <svg viewBox="0 0 12 12" aria-hidden="true">
          <path d="M4 0V12M4 6h6" />
        </svg>
        {words.keyQuestion}
      </span>
      <span>
        <svg viewBox="0 0 12 12" aria-hidden="true">
          <circle cx="6" cy="6" r="4" />
        </svg>
        {words.keyReply}
      </span>
    </span>
  );
}

/** Where the path of the active pane ends. */
function useHere(rootId: NodeId): NodeId {
  const { paneId, conversationId } = usePlace();
  return useWorkspace(({ views }) => viewOf(views, paneId, conversationId)?.leafId) ?? rootId;
}

/** The message that keys mean: it follows the pane, and whatever is pressed in the tree. */
function useCurrent(here: NodeId) {
  const [current, setCurrent] = useState(here);
  const before = useRef(here);
  if (before.current !== here) {
    before.current = here;
    // In the tree itself one stays where one is.
    if (document.activeElement?.closest("[role=tree]") == null) setCurrent(here);
  }
  return [current, setCurrent] as const;
}

/** What was found, from top to bottom, whatever is closed. */
function inTreeOrder({ tree, sieve, routes, found }: DrawnTree): NodeId[] {
  const none: ReadonlySet<NodeId> = new Set();
  const rows = outlineRows({ tree, sieve, routes, closed: none, opened: none, kept: found });
  return rows.flatMap(({ nodeId, kind }) => (kind !== "run" && found.has(nodeId) ? [nodeId] : []));
}

/** Messages by which the run around `id` was opened. */
function openedRun({ tree, outline }: DrawnTree, id: NodeId): NodeId[] {
  const ids: NodeId[] = [];
  const only = (at: NodeId | null | undefined) => at != null && (tree.children.get(at)?.length ?? 0) === 1;
  let start = id;
  for (let above = tree.nodes.get(start)?.parentId; only(above); above = tree.nodes.get(start)?.parentId)
    start = above!;
  for (
    let at: NodeId | undefined = start;
    at !== undefined;
    at = only(at) ? tree.children.get(at)?.[0] : undefined
  )
    if (outline.opened.has(at)) ids.push(at);
  return ids;
}
