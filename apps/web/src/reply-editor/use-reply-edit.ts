import type { NodeId } from "@grok/conversation";
import { useContext, useEffect, useState } from "react";
import { usePlace } from "../pane/place.ts";
import { StoreContext } from "../state/store.ts";
import { viewOf } from "../state/views.ts";
import type { SourceEditor } from "./source-editor.ts";

export interface ReplyEdit {
  /** As it stood when the writer last paused. */
  readonly text: string;
  /** The editor has come up, or goes away with null; what was typed last is taken from it first. */
  readonly attach: (source: SourceEditor | null) => void;
  /** To be called with every change; the text is put together once it pauses. */
  readonly touched: () => void;
  /** Puts the text together now, and answers with it. */
  readonly settle: () => string;
  readonly focus: () => void;
}

/** Long texts take longer to be put together, kept and drawn, so the writer is followed from further away. */
function pauseMs(length: number): number {
  return length < 50_000 ? 150 : length < 250_000 ? 400 : 1_000;
}

/**
 * The text in the editor of a reply. It lives in the view, so that going elsewhere or a reload loses nothing; what was
 * typed last is put there before the page goes. `begin`: the text to begin with.
 */
export function useReplyEdit(nodeId: NodeId, begin: string): ReplyEdit {
  const place = usePlace();
  const store = useContext(StoreContext);
  const [text, setText] = useState(begin);
  const [edit] = useState((): Omit<ReplyEdit, "text"> => {
    let source: SourceEditor | null = null;
    let known = begin;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const settle = () => {
      clearTimeout(timer);
      const now = source?.text() ?? known;
      if (now === known || store === null) return known;
      known = now;
      setText(now);
      const view = viewOf(store.getState().views, place.paneId, place.conversationId);
      if (view?.editing?.nodeId === nodeId) store.dispatch({ type: "edit-typed", ...place, text: now });
      return now;
    };
    return {
      settle,
      touched() {
        clearTimeout(timer);
        timer = setTimeout(settle, pauseMs(known.length));
      },
      attach(next) {
        settle();
        source = next;
      },
      focus: () => source?.focus(),
    };
  });
  useEffect(() => {
    const leave = () => void edit.settle();
    addEventListener("pagehide", leave);
    document.addEventListener("visibilitychange", leave);
    return () => {
      removeEventListener("pagehide", leave);
      document.removeEventListener("visibilitychange", leave);
    };
  }, [edit]);
  return { ...edit, text };
}
