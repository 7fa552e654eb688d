import { useCallback, useState } from "react";

/**
 * For `onCloseAutoFocus` of a dialog that no button of its own opens: the focus goes back to what had it when the dialog
 * was first drawn, unless something has taken it meanwhile.
 */
export function useFocusReturn(): (event: Event) => void {
  const [before] = useState(() => document.activeElement);
  return useCallback(
    (event) => {
      event.preventDefault();
      const now = document.activeElement;
      if (now !== null && now !== document.body && !now.closest("[role=dialog]")) return;
      if (before instanceof HTMLElement) before.focus({ preventScroll: true });
    },
    [before],
  );
}
