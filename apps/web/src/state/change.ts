import type { ConversationId, ConversationNode, RunEvent, RunId } from "@grok/conversation";
import type { ConversationRow } from "./conversation-row.ts";
import type { ModelsSnapshot } from "./model-entry.ts";

/** What the tab's one subscription tells. `number` is 0 for what the server does not number. */
export type Change = { readonly number: number } & ChangeBody;

export type ChangeBody =
  | { readonly type: "hello"; readonly epoch: string; readonly after: number; readonly reset: boolean }
  | {
      readonly type: "run-snapshot";
      readonly runId: RunId;
      readonly conversationId: ConversationId;
      /** The last event that `node` holds. */
      readonly seq: number;
      readonly node: ConversationNode;
    }
  | {
      readonly type: "run-events";
      readonly runId: RunId;
      readonly conversationId: ConversationId;
      readonly events: readonly RunEvent[];
    }
  | {
      readonly type: "nodes";
      readonly conversationId: ConversationId;
      readonly nodes: readonly ConversationNode[];
    }
  | { readonly type: "conversation"; readonly row: ConversationRow }
  | { readonly type: "models"; readonly snapshot: ModelsSnapshot }
  | { readonly type: "heartbeat" };
