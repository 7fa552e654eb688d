import type { CodeTab } from "../state/code-editor.ts";

/** Gives the focus back to the button that opened the block; where that is not on the screen, to what is nearest. */
export function focusBlock({ paneId, nodeId, offset }: CodeTab): void {
  const pane = document.getElementById(`pane-${paneId}`);
  const reply = pane?.querySelector<HTMLElement>(`[id="node-${nodeId}"]`);
  const button = reply?.querySelector<HTMLElement>(
    `figure[data-offset="${offset}"] > header > button:last-of-type`,
  );
  (button ?? reply ?? document.getElementById(`message-${paneId}`))?.focus();
}

/** How many frames a draft may take to arrive in its box. */
const framesMax = 20;

/** Puts the caret at `caret` of `draft` in the composer of a pane, once it stands there. */
export function focusDraft(paneId: string, draft: string, caret: number, frames = framesMax): void {
  const field = document.getElementById(`message-${paneId}`);
  if (field instanceof HTMLTextAreaElement && field.value === draft) {
    field.focus();
    field.setSelectionRange(caret, caret);
    field.scrollTop = 0;
  } else if (frames > 0) requestAnimationFrame(() => focusDraft(paneId, draft, caret, frames - 1));
}
