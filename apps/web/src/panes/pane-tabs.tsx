import { type KeyboardEvent, useRef } from "react";
import { useEffects } from "../effects/effects.ts";
import { Icon } from "../icons/icon.tsx";
import type { PaneId } from "../state/layout.ts";
import type { GroupPlace } from "../state/layout-places.ts";
import { useWords } from "../words/words.ts";
import type { StartDrag } from "./pane-drag.tsx";
import { PaneMark } from "./pane-mark.tsx";
import { usePaneTitle } from "./pane-title.ts";

/** The panes of one place; the arrow keys go from one to the next, Delete closes. */
export function PaneTabs({ group, onDrag }: { group: GroupPlace; onDrag: StartDrag }) {
  const words = useWords();
  const { dispatch, panes } = useEffects();
  const strip = useRef<HTMLDivElement>(null);
  const onKeyDown = (event: KeyboardEvent) => {
    const at = group.panes.indexOf(group.shown);
    const step = event.key === "ArrowLeft" ? -1 : event.key === "ArrowRight" ? 1 : 0;
    if (event.key === "Delete") return panes.close(group.shown);
    const next = group.panes[(at + step + group.panes.length) % group.panes.length];
    if (step === 0 || next === undefined) return;
    event.preventDefault();
    dispatch({ type: "pane-focused", paneId: next });
    requestAnimationFrame(() => document.getElementById(`tab-${next}`)?.focus());
  };
  return (
    <div ref={strip} className="pane-tabs" role="tablist" aria-label={words.panes.tabs} onKeyDown={onKeyDown}>
      {group.panes.map((paneId) => (
        <Tab key={paneId} paneId={paneId} shown={paneId === group.shown} onDrag={onDrag} />
      ))}
    </div>
  );
}

function Tab({ paneId, shown, onDrag }: { paneId: PaneId; shown: boolean; onDrag: StartDrag }) {
  const words = useWords();
  const { dispatch, panes } = useEffects();
  const title = usePaneTitle(paneId);
  return (
    <div className="pane-tab" role="presentation" data-shown={shown}>
      <button
        type="button"
        id={`tab-${paneId}`}
        role="tab"
        aria-selected={shown}
        aria-controls={shown ? `pane-${paneId}` : undefined}
        tabIndex={shown ? 0 : -1}
        onPointerDown={(event) => onDrag(paneId, event)}
        onClick={() => dispatch({ type: "pane-focused", paneId })}
        onAuxClick={(event) => event.button === 1 && panes.close(paneId)}
      >
        <span dir="auto">{title}</span>
        <PaneMark paneId={paneId} />
      </button>
      <span
        className="tab-close"
        aria-hidden="true"
        title={words.panes.close}
        onClick={() => panes.close(paneId)}
      >
        <Icon name="close" small />
      </span>
    </div>
  );
}
