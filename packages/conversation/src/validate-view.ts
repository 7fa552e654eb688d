import { ConversationError } from "./conversation-error.ts";
import { checkText, messageBytesMax } from "./message-text.ts";
import type { View } from "./store.ts";
import { validateTime } from "./validate-node.ts";

/** Most UTF-16 units of a pane's id, which is whatever the client likes. */
export const viewIdLengthMax = 200;

/** Throws "bad-input" unless a view can be stored; whether its leaf is there is for the store to see. */
export function validateView(view: View): void {
  if (view.id === "" || view.id.length > viewIdLengthMax)
    throw new ConversationError(
      "bad-input",
      `a view id of ${view.id.length} UTF-16 units; 1 to ${viewIdLengthMax} can be`,
    );
  checkText(view.id, viewIdLengthMax * 3, "a view id");
  checkText(view.draft, messageBytesMax, `the draft of view ${view.id}`);
  validateTime(view.savedAtMs, `view ${view.id}`);
}
