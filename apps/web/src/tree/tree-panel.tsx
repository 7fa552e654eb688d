import type { NodeId } from "@grok/conversation";
import { lazy, Suspense, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import { useEffects } from "../effects/effects.ts";
import { Icon } from "../icons/icon.tsx";
import { useMenu } from "../menu/menu-host.tsx";
import { type Place, PlaceContext, usePlace } from "../pane/place.ts";
import { useLate } from "../pane/use-late.ts";
import { useWorkspace } from "../state/store.ts";
import { useWords } from "../words/words.ts";
import { type Filters, TreeViews } from "./tree-views.tsx";
import { useDrawnTree } from "./use-drawn-tree.ts";
import "./tree.css";

const KeysDialog = lazy(() => import("./keys-dialog.tsx"));

/** The response tree of the conversation that the active pane shows. */
export default function TreePanel() {
  const paneId = useWorkspace(({ panes }) => panes.active);
  const conversationId = useWorkspace(({ views }) => views.shown[paneId]) ?? "";
  const place = useMemo<Place>(() => ({ paneId, conversationId }), [paneId, conversationId]);
  return (
    <PlaceContext value={place}>
      <Panel key={conversationId} />
    </PlaceContext>
  );
}

function Panel() {
  const words = useWords().tree;
  const { dispatch, tree: effects } = useEffects();
  const openMenu = useMenu();
  const { conversationId } = usePlace();
  const [filters, setFilters] = useState<Filters>({ showArchived: false, bookmarks: false });
  const [hits, setHits] = useState<readonly NodeId[]>([]);
  const [keysShown, setKeysShown] = useState(false);
  const drawn = useDrawnTree(filters, hits);

  const stored = useWorkspace(({ trees }) => trees.loaded[conversationId]?.stored === true);
  const phase = useWorkspace(({ outlines }) => outlines[conversationId]?.phase) ?? "stale";
  useEffect(() => {
    if (stored && phase === "stale") void effects.readOutline(conversationId);
  }, [stored, phase, effects, conversationId]);

  const branchIds = () =>
    drawn === null
      ? []
      : [...drawn.tree.children].flatMap(([id, children]) => (children.length > 1 ? [id] : []));
  const menu = (anchor: HTMLElement) =>
    openMenu({
      anchor,
      label: words.more,
      items: [
        {
          key: "bookmarks",
          label: filters.bookmarks ? words.showAll : words.onlyBookmarks,
          icon: "bookmark",
          onSelect: () => setFilters({ ...filters, bookmarks: !filters.bookmarks }),
        },
        {
          key: "archived",
          label: filters.showArchived ? words.hideArchived : words.showArchived,
          icon: "archive",
          onSelect: () => setFilters({ ...filters, showArchived: !filters.showArchived }),
        },
        {
          key: "close",
          label: words.closeAll,
          apart: true,
          onSelect: () =>
            dispatch({ type: "branches-closed", conversationId, ids: branchIds(), closed: true }),
        },
        {
          key: "open",
          label: words.openAll,
          onSelect: () =>
            dispatch({
              type: "branches-closed",
              conversationId,
              ids: [...(drawn?.outline.closed ?? [])],
              closed: false,
            }),
        },
        { key: "keys", label: words.keys, apart: true, onSelect: () => setKeysShown(true) },
      ],
    });

  const frame = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const panel = frame.current;
    return () => {
      // Going away, it gives the focus back to the button that shows it.
      if (panel?.contains(document.activeElement))
        document
          .querySelector<HTMLElement>("[data-active=true] .tree-button, .panes.one .tree-button")
          ?.focus();
    };
  }, []);

  return (
    <div ref={frame} className="tree">
      <header className="head">
        <h2>{words.title}</h2>
        <button
          type="button"
          className="b icon"
          aria-label={words.more}
          aria-haspopup="menu"
          aria-expanded="false"
          onClick={(event) => menu(event.currentTarget)}
        >
          <Icon name="more" />
        </button>
        <button
          type="button"
          className="b icon"
          aria-label={words.hide}
          onClick={() => dispatch({ type: "tree-switched", open: false })}
        >
          <Icon name="close" />
        </button>
      </header>
      {drawn === null ? (
        <Opening />
      ) : drawn.tree.nodes.size === 1 ? (
        <p className="tree-note">{words.empty}</p>
      ) : (
        <TreeViews
          drawn={drawn}
          filters={filters}
          onAll={() => setFilters({ showArchived: false, bookmarks: false })}
          onHits={setHits}
          onShowKeys={() => setKeysShown(true)}
        />
      )}
      {phase === "failed" && (
        <p className="tree-note" role="status">
          {words.failed}
          <button type="button" className="b quiet" onClick={() => void effects.readOutline(conversationId)}>
            {words.again}
          </button>
        </p>
      )}
      {keysShown && (
        <Suspense>
          <KeysDialog onClose={() => setKeysShown(false)} />
        </Suspense>
      )}
    </div>
  );
}

/** Said only when it takes long enough to be noticed. */
function Opening() {
  const words = useWords().tree;
  const late = useLate(400);
  return <p className="tree-note">{late ? `${words.reading}…` : ""}</p>;
}
