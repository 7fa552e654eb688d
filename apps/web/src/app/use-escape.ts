import { useEffect, useEffectEvent } from "react";

/**
 * Runs `deed` when Escape is pressed anywhere in the window, unless something nearer has taken it. A deed that answers
 * false has not taken it either.
 */
export function useEscape(deed: () => unknown): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.key !== "Escape" || event.defaultPrevented || event.isComposing) return;
    if (deed() !== false) event.preventDefault();
  });
  useEffect(() => {
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, []);
}
