import type { NodeId } from "@grok/conversation";
import { defaultRangeExtractor, type Range, useVirtualizer } from "@tanstack/react-virtual";
import { type MouseEvent, useCallback, useLayoutEffect, useMemo, useRef } from "react";
import { useMedia } from "../app/use-media.ts";
import { useEffects } from "../effects/effects.ts";
import { usePlace } from "../pane/place.ts";
import { useWorkspace } from "../state/store.ts";
import { useFormats, useWords } from "../words/words.ts";
import { OutlineRowView, type RowDeeds } from "./outline-row.tsx";
import type { OutlineRow } from "./outline-rows.ts";
import { rowOf } from "./row-steps.ts";
import type { DrawnTree } from "./use-drawn-tree.ts";
import { useKeptFocus } from "./use-kept-focus.ts";
import type { NodeActions } from "./use-node-actions.ts";
import { useOutlineKeys } from "./use-outline-keys.ts";

/** Rows outside of the window that are kept drawn, on each side. */
const overscan = 8;
/** Heights in sixteenths of a rem: with a mouse, and where fingers point. */
const heights = { fine: 30, coarse: 44 };
/** Forks further in than this move the columns that are seen, so that labels keep their room. */
const columnsShown = 8;
const shiftStep = 4;

interface OutlineViewProps {
  readonly drawn: DrawnTree;
  readonly rows: readonly OutlineRow[];
  readonly indices: ReadonlyMap<NodeId, number>;
  readonly actions: NodeActions;
  /** Where the path of the active pane ends. */
  readonly here: NodeId;
  /** The message that keys mean; its row, or that of the nearest one above it. */
  readonly currentId: NodeId;
  readonly onCurrent: (id: NodeId) => void;
  readonly namingId: NodeId | null;
  readonly onNaming: (id: NodeId | null) => void;
  readonly markedId: NodeId | null;
  readonly onCompare: (id: NodeId) => void;
  readonly onMenu: (anchor: HTMLElement, id: NodeId) => void;
  readonly onShowKeys: () => void;
  /** After a message was chosen: a sheet over the pane goes away then. */
  readonly onShown: () => void;
}

/** The tree as a list of rows. Only what is near the window is drawn; the row that keys mean always is. */
export function OutlineView(props: OutlineViewProps) {
  const { drawn, rows, indices, actions, here, currentId, onCurrent, namingId, onNaming, markedId } = props;
  const words = useWords().tree;
  const formats = useFormats();
  const { dispatch } = useEffects();
  const { conversationId } = usePlace();
  const unread = useWorkspace((workspace) => workspace.unread.nodes[conversationId]);
  const height = useMedia("(pointer: coarse), (max-width: 720px)") ? heights.coarse : heights.fine;
  const heightPx = height * (Number.parseFloat(getComputedStyle(document.documentElement).fontSize) / 16);
  const current = rowOf(drawn.tree, indices, currentId);
  const selected = rowOf(drawn.tree, indices, here);

  const scroller = useRef<HTMLDivElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    getItemKey: useCallback((index: number) => rows[index]!.nodeId, [rows]),
    estimateSize: () => heightPx,
    overscan,
    rangeExtractor: useCallback(
      (range: Range) => {
        const drawnRows = defaultRangeExtractor(range);
        const first = drawnRows[0] ?? 0;
        const last = drawnRows.at(-1) ?? 0;
        if (current < first) return [current, ...drawnRows];
        return current > last && current < range.count ? [...drawnRows, current] : drawnRows;
      },
      [current],
    ),
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: every row is as high as every other
  useLayoutEffect(() => virtualizer.measure(), [virtualizer, heightPx]);

  const rowElement = useCallback(
    (index: number) => list.current?.querySelector<HTMLElement>(`[data-index="${index}"]`) ?? null,
    [],
  );
  const latestCurrent = useRef(current);
  latestCurrent.current = current;
  const { focusSoon } = useKeptFocus(list, current, rowElement);

  // Where the pane is, or where keys have gone.
  const placed = useRef<NodeId | null>(null);
  useLayoutEffect(() => {
    if (placed.current === currentId) return;
    virtualizer.scrollToIndex(current, { align: placed.current === null ? "center" : "auto" });
    placed.current = currentId;
  });
  // A map below takes room: what was in sight stays in sight.
  const roomPx = virtualizer.scrollRect?.height ?? 0;
  useLayoutEffect(() => {
    if (roomPx > 0 && document.activeElement?.closest("[role=tree]") == null)
      virtualizer.scrollToIndex(latestCurrent.current, { align: "auto" });
  }, [roomPx, virtualizer]);

  const go = (index: number) => {
    onCurrent(rows[index]!.nodeId);
    focusSoon();
  };
  const toggle = (row: OutlineRow) => {
    const ids = [row.nodeId];
    onCurrent(row.nodeId);
    if (row.kind === "run") dispatch({ type: "run-opened", conversationId, ids, open: true });
    else dispatch({ type: "branches-closed", conversationId, ids, closed: row.expanded === true });
  };
  const show = (row: OutlineRow, beside: boolean) => {
    if (beside) actions.showBeside(row.nodeId);
    else actions.show(row.nodeId);
  };
  const onKeyDown = useOutlineKeys(rows, current, {
    go,
    toggle,
    show,
    rename: ({ nodeId }) => onNaming(nodeId),
    bookmark: ({ nodeId }) => actions.bookmark(nodeId),
    archive: ({ nodeId, archived }) => (archived ? actions.restore(nodeId) : actions.archive(nodeId)),
    compare: ({ nodeId }) => props.onCompare(nodeId),
    openMenu: ({ nodeId }) => {
      const anchor = rowElement(current)?.querySelector<HTMLElement>(".ti-more");
      if (anchor != null) props.onMenu(anchor, nodeId);
    },
    showKeys: props.onShowKeys,
    labelOf: (index) => actions.facts(rows[index]!.nodeId)?.label ?? "",
  });

  const latest = useRef<RowDeeds>(null!);
  latest.current = {
    press(row, event) {
      onCurrent(row.nodeId);
      if (row.kind === "run") return toggle(row);
      show(row, event.ctrlKey || event.metaKey);
      props.onShown();
    },
    toggle,
    openMenu(row, anchor) {
      onCurrent(row.nodeId);
      props.onMenu(anchor, row.nodeId);
    },
    named(id, name) {
      onNaming(null);
      if (name !== null) actions.name(id, name);
      focusSoon();
    },
  };
  const deeds = useMemo<RowDeeds>(
    () => ({
      press: (row: OutlineRow, event: MouseEvent) => latest.current.press(row, event),
      toggle: (row) => latest.current.toggle(row),
      openMenu: (row, anchor) => latest.current.openMenu(row, anchor),
      named: (id, name) => latest.current.named(id, name),
    }),
    [],
  );

  const items = virtualizer.getVirtualItems();
  const shift = shiftOf(rows, virtualizer.range?.startIndex ?? 0, virtualizer.range?.endIndex ?? 0);
  return (
    <>
      {shift > 0 && <p className="from-fork">{words.fromFork(formats.number(shift))}</p>}
      <div ref={scroller} className="outl">
        <div
          ref={list}
          role="tree"
          aria-label={words.title}
          style={{ height: virtualizer.getTotalSize() }}
          onKeyDown={(event) => {
            if (event.target instanceof HTMLInputElement) return;
            onKeyDown(event);
          }}
          onFocus={({ target }) => {
            const row = rows[Number(target.dataset.index)];
            if (row !== undefined) onCurrent(row.nodeId);
          }}
        >
          {items.map(({ key, index, start }) => {
            const row = rows[index]!;
            const id = row.nodeId;
            return (
              <OutlineRowView
                key={key}
                row={row}
                index={index}
                drawn={drawn}
                deeds={deeds}
                startPx={start}
                height={height}
                shift={shift}
                selected={index === selected}
                current={index === current}
                naming={id === namingId}
                panes={drawn.routes.ends.get(id) ?? none}
                running={drawn.tree.nodes.get(id)?.status === "running"}
                unread={unread?.has(id) === true}
                found={drawn.found.has(id)}
                markedToCompare={id === markedId}
              />
            );
          })}
        </div>
      </div>
    </>
  );
}

const none: readonly number[] = [];

/** Forks to leave out on the left, so that the rows in sight keep within their columns. */
function shiftOf(rows: readonly OutlineRow[], first: number, last: number): number {
  let least = Number.POSITIVE_INFINITY;
  let most = 0;
  for (let at = first; at <= last; at++) {
    const depth = rows[at]?.depth ?? 0;
    least = Math.min(least, depth);
    most = Math.max(most, depth);
  }
  if (most <= columnsShown) return 0;
  return Math.max(0, Math.floor((least - 1) / shiftStep) * shiftStep);
}
