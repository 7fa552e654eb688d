import type { ConversationId, NodeId } from "@grok/conversation";
import type { Action } from "./action.ts";
import type { PaneId } from "./layout.ts";

/** What lies over the workspace. */
export type Dialog =
  /** `modelId`: the one to begin at. */
  | { readonly kind: "models"; readonly modelId: string | null }
  /** The palette. `nodeId`: the message that had the focus. */
  | {
      readonly kind: "commands";
      readonly list: "all" | "models";
      readonly query: string;
      readonly nodeId: NodeId | null;
    }
  | { readonly kind: "help" }
  | { readonly kind: "instructions"; readonly paneId: PaneId; readonly conversationId: ConversationId }
  | { readonly kind: "rename"; readonly conversationId: ConversationId }
  | { readonly kind: "name-reply"; readonly conversationId: ConversationId; readonly nodeId: NodeId }
  /** A command of the user's own, with what is known of its words. */
  | {
      readonly kind: "prompt";
      readonly paneId: PaneId;
      readonly conversationId: ConversationId;
      readonly name: string;
      readonly values: Readonly<Record<string, string>>;
    }
  | { readonly kind: "details"; readonly conversationId: ConversationId; readonly nodeId: NodeId }
  | { readonly kind: "import" }
  /** `conversationId` null: all of them; `leafId`: the end of the branch in sight. */
  | {
      readonly kind: "export";
      readonly conversationId: ConversationId | null;
      readonly leafId: NodeId | null;
    }
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
