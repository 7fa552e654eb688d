import type { Virtualizer } from "@tanstack/react-virtual";
import { type RefObject, useEffect, useState } from "react";

/** Where the eye is, below the top of the pane. */
const eyePx = 88;
/** So much of a row has left before it counts as begun above: its first line, which the guide word would cover. */
const hiddenPx = 24;

export interface ReadingPlace {
  /** Row at the top of what is being read. */
  readonly top: number;
  /** Its beginning has left the pane. */
  readonly inside: boolean;
}

/** Which row is being read. Changes when another one is, not with every pixel. */
export function useReadingPlace(
  scroller: RefObject<HTMLElement | null>,
  virtualizer: Virtualizer<HTMLDivElement, Element>,
): ReadingPlace {
  const [place, setPlace] = useState<ReadingPlace>({ top: 0, inside: false });
  useEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const look = () => {
      const { scrollTop } = element;
      const row = virtualizer.getVirtualItemForOffset(scrollTop + eyePx);
      const next = { top: row?.index ?? 0, inside: row !== undefined && row.start < scrollTop - hiddenPx };
      setPlace((before) => (before.top === next.top && before.inside === next.inside ? before : next));
    };
    look();
    element.addEventListener("scroll", look, { passive: true });
    return () => element.removeEventListener("scroll", look);
  }, [scroller, virtualizer]);
  return place;
}
