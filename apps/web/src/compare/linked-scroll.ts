import { type RefObject, useEffect } from "react";

/**
 * Two texts scroll together, as far in proportion. Only the one that is scrolled leads: what it moves does not answer.
 * `on`: both are on the page.
 */
export function useLinkedScroll(
  left: RefObject<HTMLElement | null>,
  right: RefObject<HTMLElement | null>,
  on: boolean,
): void {
  useEffect(() => {
    const [one, other] = [left.current, right.current];
    if (!on || one === null || other === null) return;
    const moved = new Map<HTMLElement, number>();
    const follow = (from: HTMLElement, to: HTMLElement) => () => {
      const set = moved.get(from);
      moved.delete(from);
      if (set !== undefined && Math.abs(set - from.scrollTop) < 2) return;
      const share = from.scrollTop / Math.max(1, from.scrollHeight - from.clientHeight);
      const before = to.scrollTop;
      to.scrollTop = share * (to.scrollHeight - to.clientHeight);
      if (to.scrollTop !== before) moved.set(to, to.scrollTop);
    };
    const fromOne = follow(one, other);
    const fromOther = follow(other, one);
    one.addEventListener("scroll", fromOne, { passive: true });
    other.addEventListener("scroll", fromOther, { passive: true });
    return () => {
      one.removeEventListener("scroll", fromOne);
      other.removeEventListener("scroll", fromOther);
    };
  }, [left, right, on]);
}
