import { useEffect, useRef, useState } from "react";
import { useEffects } from "../effects/effects.ts";
import { usePlace } from "../pane/place.ts";
import { useView } from "../pane/use-view.ts";

/** How long typing pauses before the draft is put where it is safe. */
const keepAfterMs = 150;

/**
 * The text in the composer. Keys touch this component alone; the workspace gets the draft when typing pauses, and may
 * give another one back (a question that could not be sent).
 */
export function useDraft(): [string, (text: string) => void] {
  const place = usePlace();
  const { dispatch } = useEffects();
  const kept = useView((view) => view.draft) ?? "";
  const [text, setText] = useState(kept);
  const told = useRef(kept);
  const latest = useRef(text);
  latest.current = text;

  // Another draft than the one told from here: it replaces what stands in the box.
  useEffect(() => {
    if (kept === told.current) return;
    told.current = kept;
    setText(kept);
  }, [kept]);

  useEffect(() => {
    if (text === told.current) return;
    const timer = setTimeout(() => {
      told.current = text;
      dispatch({ type: "draft-typed", ...place, draft: text });
    }, keepAfterMs);
    return () => clearTimeout(timer);
  }, [text, place, dispatch]);

  useEffect(() => {
    const keep = () => {
      if (latest.current === told.current) return;
      told.current = latest.current;
      dispatch({ type: "draft-typed", ...place, draft: latest.current });
    };
    addEventListener("pagehide", keep);
    return () => {
      removeEventListener("pagehide", keep);
      keep();
    };
  }, [place, dispatch]);

  return [text, setText];
}
