import type { PaneId } from "../state/layout.ts";
import { useWords } from "../words/words.ts";
import { usePaneState } from "./pane-title.ts";

/** A dot for what goes on out of sight: being written, or written and not read. */
export function PaneMark({ paneId }: { paneId: PaneId }) {
  const words = useWords();
  const state = usePaneState(paneId);
  if (state === null) return null;
  return (
    <span className={state === "running" ? "writing" : "unread-dot"}>
      <span className="sr">{state === "running" ? words.sidebar.running : words.panes.unread}</span>
    </span>
  );
}
