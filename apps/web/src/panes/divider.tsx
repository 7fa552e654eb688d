import type { KeyboardEvent, PointerEvent, RefObject } from "react";
import { useRef } from "react";
import { useEffects } from "../effects/effects.ts";
import type { DividerPlace } from "../state/layout-places.ts";
import { useWords } from "../words/words.ts";

interface DividerProps {
  readonly divider: DividerPlace;
  /** Numbers of the panes on either side. */
  readonly before: number;
  readonly after: number;
  readonly area: RefObject<HTMLElement | null>;
}

/** One press of an arrow key, in shares of the split. */
const step = 0.02;

/** The line between two panes: drawn with the pointer, or by arrow keys; a double click makes both equal. */
export function Divider({ divider, before, after, area }: DividerProps) {
  const words = useWords();
  const { dispatch } = useEffects();
  const held = useRef<number | null>(null);
  const { along, path, index, of, left, top, width, height, value } = divider;
  const row = along === "row";
  const move = (share: number) => {
    if (share !== 0) dispatch({ type: "divider-moved", path, index, share });
  };
  const placeOf = ({ clientX, clientY }: PointerEvent) => {
    const frame = area.current!.getBoundingClientRect();
    if (!row) return (clientY - frame.top) / frame.height / of.height;
    const fromStart =
      getComputedStyle(area.current!).direction === "rtl" ? frame.right - clientX : clientX - frame.left;
    return fromStart / frame.width / of.width;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const less = row ? "ArrowLeft" : "ArrowUp";
    const more = row ? "ArrowRight" : "ArrowDown";
    if (event.key !== less && event.key !== more) return;
    event.preventDefault();
    move(event.key === less ? -step : step);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a rule cannot be moved
    <div
      className="divider"
      data-along={along}
      role="separator"
      tabIndex={0}
      aria-orientation={row ? "vertical" : "horizontal"}
      aria-label={words.panes.divider(before, after)}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(value * 100)}
      style={{
        insetInlineStart: `${left * 100}%`,
        top: `${top * 100}%`,
        ...(row ? { height: `${height * 100}%` } : { width: `${width * 100}%` }),
      }}
      onKeyDown={onKeyDown}
      onDoubleClick={() => move(1 / 2 - value)}
      onPointerDown={(event) => {
        event.preventDefault();
        event.currentTarget.setPointerCapture(event.pointerId);
        held.current = placeOf(event);
      }}
      onPointerMove={(event) => {
        if (held.current === null) return;
        const now = placeOf(event);
        move(now - held.current);
        held.current = now;
      }}
      onPointerUp={() => {
        held.current = null;
      }}
      onPointerCancel={() => {
        held.current = null;
      }}
    />
  );
}
