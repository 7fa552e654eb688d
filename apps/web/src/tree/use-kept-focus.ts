import { type RefObject, useEffect, useLayoutEffect, useRef } from "react";

/** Moves the focus to the row that keys mean, when asked for, and when the row that had it is gone. */
export function useKeptFocus(
  list: RefObject<HTMLDivElement | null>,
  current: number,
  rowElement: (index: number) => HTMLElement | null,
) {
  const wanted = useRef(false);
  const had = useRef(false);
  useEffect(() => {
    const tree = list.current;
    if (tree === null) return;
    const onIn = () => {
      had.current = true;
    };
    const onOut = ({ target, relatedTarget }: FocusEvent) => {
      if (relatedTarget instanceof Node && tree.contains(relatedTarget)) return;
      // A row that went away took the focus with it; one that was left did not.
      queueMicrotask(() => {
        if (target instanceof Node && tree.contains(target)) had.current = false;
      });
    };
    tree.addEventListener("focusin", onIn);
    tree.addEventListener("focusout", onOut);
    return () => {
      tree.removeEventListener("focusin", onIn);
      tree.removeEventListener("focusout", onOut);
    };
  }, [list]);
  useLayoutEffect(() => {
    const lost = had.current && document.activeElement === document.body;
    if (!wanted.current && !lost) return;
    wanted.current = false;
    rowElement(current)?.focus({ preventScroll: true });
  });
  return {
    focusSoon: () => {
      wanted.current = true;
      // Where nothing changes nothing is drawn again.
      requestAnimationFrame(() => {
        if (!wanted.current) return;
        wanted.current = false;
        rowElement(current)?.focus({ preventScroll: true });
      });
    },
  };
}
