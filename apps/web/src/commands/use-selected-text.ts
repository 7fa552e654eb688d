import { useCallback, useEffect, useRef } from "react";
import type { PaneId } from "../state/layout.ts";

/** More is no quotation. */
const charsMax = 100_000;

/**
 * Answers with what is selected in the messages of a pane. A click into the composer takes the selection off the
 * screen, but not out of mind: it counts until something else is selected or a message is clicked.
 */
export function useSelectedText(): (paneId: PaneId) => string {
  const last = useRef<{ readonly pane: Element; readonly text: string } | null>(null);
  useEffect(() => {
    const onChange = () => {
      const selection = getSelection();
      const node = selection?.anchorNode ?? null;
      const element = node instanceof Element ? node : node?.parentElement;
      const pane = element?.closest("article")?.closest(".pane");
      if (selection === null || pane == null) return;
      const text = selection.toString().trim().slice(0, charsMax);
      last.current = text === "" ? null : { pane, text };
    };
    document.addEventListener("selectionchange", onChange);
    return () => document.removeEventListener("selectionchange", onChange);
  }, []);
  return useCallback(
    (paneId) =>
      last.current?.pane.isConnected && last.current.pane.id === `pane-${paneId}` ? last.current.text : "",
    [],
  );
}
