import { type PointerEvent, type RefObject, useRef, useState } from "react";
import { useEffects } from "../effects/effects.ts";
import type { PaneId, Side } from "../state/layout.ts";
import type { GroupPlace } from "../state/layout-places.ts";
import { useWords } from "../words/words.ts";

/** Less than this is a click. */
const dragAfterPx = 6;
/** So much of a pane, on each side, is its edge. */
const edge = 0.25;

export interface DropTarget {
  readonly group: GroupPlace;
  readonly to: Side | "into";
}

export type StartDrag = (paneId: PaneId, event: PointerEvent<HTMLElement>) => void;

/** A pane taken by its title or its tab and put beside, above or behind another one. Escape leaves it where it was. */
export function usePaneDrag(
  area: RefObject<HTMLElement | null>,
  groups: readonly GroupPlace[],
): { over: DropTarget | null; start: StartDrag } {
  const { dispatch } = useEffects();
  const [over, setOver] = useState<DropTarget | null>(null);
  const latest = useRef(groups);
  latest.current = groups;

  const start: StartDrag = (paneId, event) => {
    if (event.button !== 0 || event.pointerType === "touch") return;
    const { clientX, clientY } = event;
    let dragging = false;
    let target: DropTarget | null = null;
    const onMove = (move: globalThis.PointerEvent) => {
      dragging ||= Math.hypot(move.clientX - clientX, move.clientY - clientY) > dragAfterPx;
      if (!dragging || area.current === null) return;
      target = targetAt(latest.current, area.current, move.clientX, move.clientY);
      if (target !== null && target.group.panes.length === 1 && target.group.shown === paneId) target = null;
      setOver(target);
    };
    const end = (drop: boolean) => {
      removeEventListener("pointermove", onMove);
      removeEventListener("pointerup", onUp);
      removeEventListener("pointercancel", onCancel);
      removeEventListener("keydown", onKey, { capture: true });
      setOver(null);
      if (!drop || !dragging || target === null) return;
      const beside = target.group.panes.find((pane) => pane !== paneId && pane === target!.group.shown);
      const at = beside ?? target.group.panes.find((pane) => pane !== paneId);
      if (at !== undefined) dispatch({ type: "pane-moved", paneId, target: at, to: target.to });
    };
    const onUp = () => end(true);
    const onCancel = () => end(false);
    const onKey = (key: KeyboardEvent) => {
      if (key.key !== "Escape" || !dragging) return;
      key.preventDefault();
      key.stopPropagation();
      end(false);
    };
    addEventListener("pointermove", onMove);
    addEventListener("pointerup", onUp);
    addEventListener("pointercancel", onCancel);
    addEventListener("keydown", onKey, { capture: true });
  };
  return { over, start };
}

function targetAt(
  groups: readonly GroupPlace[],
  area: HTMLElement,
  clientX: number,
  clientY: number,
): DropTarget | null {
  const frame = area.getBoundingClientRect();
  const rtl = getComputedStyle(area).direction === "rtl";
  const x = (rtl ? frame.right - clientX : clientX - frame.left) / frame.width;
  const y = (clientY - frame.top) / frame.height;
  const group = groups.find(
    ({ left, top, width, height }) => x >= left && x < left + width && y >= top && y < top + height,
  );
  if (group === undefined) return null;
  const across = (x - group.left) / group.width;
  const down = (y - group.top) / group.height;
  const nearest = Math.min(across, 1 - across, down, 1 - down);
  if (nearest > edge) return { group, to: "into" };
  if (nearest === across) return { group, to: "left" };
  if (nearest === 1 - across) return { group, to: "right" };
  return { group, to: nearest === down ? "above" : "below" };
}

/** Where the pane would go. */
export function DropPlaces({ over: { group, to } }: { over: DropTarget }) {
  const words = useWords();
  const half = (size: number) => (to === "into" ? size : size / 2);
  const beside = to === "left" || to === "right";
  const width = beside ? half(group.width) : group.width;
  const height = to === "above" || to === "below" ? half(group.height) : group.height;
  return (
    <div
      className="drop-place"
      style={{
        insetInlineStart: `${(group.left + (to === "right" ? group.width - width : 0)) * 100}%`,
        top: `${(group.top + (to === "below" ? group.height - height : 0)) * 100}%`,
        width: `${width * 100}%`,
        height: `${height * 100}%`,
      }}
    >
      {words.panes.drop}
    </div>
  );
}
