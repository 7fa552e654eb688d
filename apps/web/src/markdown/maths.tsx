import { type RefObject, useLayoutEffect, useRef, useState, useSyncExternalStore } from "react";
import { Caret } from "./caret.tsx";
import { useShared } from "./markdown-context.ts";
import { drawMaths, mathsEngine, whenMathsReady } from "./maths-engine.ts";

/** A formula on lines of its own. While it is still being written, its source. */
export function MathsBlock({ source, closed, caret }: { source: string; closed: boolean; caret: boolean }) {
  const { words } = useShared();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it.
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms.
    <div className="maths" dir="ltr" role="group" aria-label={words.formula} tabIndex={0}>
      {closed ? <Formula source={source} display /> : <code className="tex">{source}</code>}
      {caret && <Caret />}
    </div>
  );
}

/** A formula within a line; `display` gives it lines of its own all the same. */
export function InlineMaths({ source, display }: { source: string; display: boolean }) {
  return (
    <span className={display ? "maths" : "maths-in"} dir="ltr">
      <Formula source={source} display={display} />
    </span>
  );
}

function Formula({ source, display }: { source: string; display: boolean }) {
  const { into, isDrawn } = useDrawnMaths(source, display);
  return (
    <>
      {!isDrawn && <code className="tex">{source}</code>}
      <span ref={into} />
    </>
  );
}

/** Draws into the element of `into`, which React leaves alone, before the page is painted. */
function useDrawnMaths(
  source: string,
  display: boolean,
): { into: RefObject<HTMLSpanElement | null>; isDrawn: boolean } {
  const engine = useSyncExternalStore(whenMathsReady, mathsEngine, () => undefined);
  const into = useRef<HTMLSpanElement>(null);
  const [isDrawn, setDrawn] = useState(false);
  useLayoutEffect(() => {
    if (engine === undefined || into.current === null) return;
    setDrawn(drawMaths(engine, source, display, into.current));
  }, [engine, source, display]);
  return { into, isDrawn };
}
