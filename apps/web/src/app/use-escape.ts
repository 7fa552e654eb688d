import { useEffect, useEffectEvent } from "react";

/** Runs `deed` when Escape is pressed anywhere in the window, unless something nearer has taken it. */
export function useEscape(deed: () => void): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.key !== "Escape" || event.defaultPrevented || event.isComposing) return;
    event.preventDefault();
    deed();
  });
  useEffect(() => {
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, []);
}
