import type { ConversationId, NodeId } from "@grok/conversation";
import type { Action } from "./action.ts";

/** What lies over the workspace. */
export type Dialog =
  /** `modelId`: the one to begin at. */
  | { readonly kind: "models"; readonly modelId: string | null }
  | { readonly kind: "details"; readonly conversationId: ConversationId; readonly nodeId: NodeId }
  /** `right` null: the version before or after. */
  | {
      readonly kind: "compare";
      readonly conversationId: ConversationId;
      readonly left: NodeId;
      readonly right: NodeId | null;
    };

export function reduceDialog(dialog: Dialog | null, action: Action): Dialog | null {
  if (action.type === "dialog-opened") return action.dialog;
  // Going elsewhere leaves what was over the page before.
  if (action.type === "dialog-closed" || action.type === "route-changed") return null;
  return dialog;
}
