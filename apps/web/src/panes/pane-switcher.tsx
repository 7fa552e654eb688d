import type { KeyboardEvent } from "react";
import { useEffects } from "../effects/effects.ts";
import type { PaneId } from "../state/layout.ts";
import { useWords } from "../words/words.ts";
import { PaneMark } from "./pane-mark.tsx";
import { usePaneTitle } from "./pane-title.ts";

/** On a phone: which of the panes is to be seen. */
export function PaneSwitcher({ order, active }: { order: readonly PaneId[]; active: PaneId }) {
  const words = useWords();
  const { dispatch } = useEffects();
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === "ArrowLeft" ? -1 : event.key === "ArrowRight" ? 1 : 0;
    const next = order[(order.indexOf(active) + step + order.length) % order.length];
    if (step === 0 || next === undefined) return;
    event.preventDefault();
    dispatch({ type: "pane-focused", paneId: next });
    requestAnimationFrame(() => document.getElementById(`switch-${next}`)?.focus());
  };
  return (
    <div className="pane-switcher" role="tablist" aria-label={words.panes.switcher} onKeyDown={onKeyDown}>
      {order.map((paneId, at) => (
        <Choice key={paneId} paneId={paneId} number={at + 1} shown={paneId === active} />
      ))}
    </div>
  );
}

function Choice({ paneId, number, shown }: { paneId: PaneId; number: number; shown: boolean }) {
  const { dispatch } = useEffects();
  const title = usePaneTitle(paneId);
  return (
    <button
      type="button"
      id={`switch-${paneId}`}
      role="tab"
      aria-selected={shown}
      aria-controls={shown ? `pane-${paneId}` : undefined}
      tabIndex={shown ? 0 : -1}
      onClick={() => dispatch({ type: "pane-focused", paneId })}
    >
      <span className="num">{number}</span> <span dir="auto">{title}</span>
      <PaneMark paneId={paneId} />
    </button>
  );
}
