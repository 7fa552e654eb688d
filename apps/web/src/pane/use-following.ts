import { type RefObject, useEffect, useRef, useState } from "react";

/** This close to the end counts as being there. */
const endPx = 4;
/** Closer than this there is nothing to jump to. */
const nearPx = 160;

export interface Following {
  /** The reader is at the end and wants to stay there while it grows. */
  readonly following: boolean;
  readonly setFollowing: (following: boolean) => void;
  /** The end is on the screen, or almost. */
  readonly near: boolean;
}

/**
 * Whether the list follows its end. It does until the reader moves up, by whatever means, and again once the reader
 * has come back to the end. Growth alone never changes it.
 */
export function useFollowing(scroller: RefObject<HTMLElement | null>, initially: boolean): Following {
  const [following, setFollowing] = useState(initially);
  const [near, setNear] = useState(true);
  const lastTop = useRef(0);
  const follows = useRef(following);
  follows.current = following;

  useEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const gap = () => element.scrollHeight - element.scrollTop - element.clientHeight;
    const onScroll = () => {
      const movedUp = element.scrollTop < lastTop.current - 1;
      lastTop.current = element.scrollTop;
      setNear(gap() < nearPx);
      if (gap() <= endPx) setFollowing(true);
      else if (movedUp) setFollowing(false);
    };
    // The wheel speaks before the scroll does, and before the next growth could pull the reader back.
    const onWheel = (event: WheelEvent) => {
      if (event.deltaY < 0 && element.scrollHeight > element.clientHeight) setFollowing(false);
    };
    const resized = new ResizeObserver((entries) => {
      // The composer has grown or the keyboard has come up: the end stays on the screen.
      const frameChanged = entries.some((entry) => entry.target === element);
      if (frameChanged && follows.current) element.scrollTop = element.scrollHeight;
      setNear(gap() < nearPx);
    });
    element.addEventListener("scroll", onScroll, { passive: true });
    element.addEventListener("wheel", onWheel, { passive: true });
    resized.observe(element);
    for (const child of element.children) resized.observe(child);
    return () => {
      element.removeEventListener("scroll", onScroll);
      element.removeEventListener("wheel", onWheel);
      resized.disconnect();
    };
  }, [scroller]);

  return { following, setFollowing, near };
}
