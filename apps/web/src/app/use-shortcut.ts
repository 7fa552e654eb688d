import { useEffect, useEffectEvent } from "react";

export interface Shortcut {
  /** Of `KeyboardEvent.code`: the place on the keyboard, because Option turns letters into others on a Mac. */
  readonly code: string;
  readonly alt?: boolean;
  /** Control, or Command on a Mac. */
  readonly control?: boolean;
}

/**
 * Runs `deed` when the keys are pressed anywhere in the window, unless something nearer has taken them. A deed that
 * answers false has not taken them; they go on to whoever else listens.
 */
export function useShortcut({ code, alt = false, control = false }: Shortcut, deed: () => unknown): void {
  const run = useEffectEvent(deed);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const wanted =
        event.code === code && event.altKey === alt && (event.ctrlKey || event.metaKey) === control;
      if (!wanted || event.shiftKey || event.defaultPrevented || event.isComposing) return;
      if (run() !== false) event.preventDefault();
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, [code, alt, control]);
}
