import type { ConversationId, NodeId } from "@grok/conversation";
import type { Action } from "./action.ts";

/** Questions one might ask next, by the reply they go on from. Nothing of it is kept. */
export interface Suggested {
  readonly after: ReadonlyMap<NodeId, readonly string[]>;
}

export type SuggestedAction =
  /** Empty while they are on their way, and where there are none worth showing. */
  {
    readonly type: "suggestions-arrived";
    readonly conversationId: ConversationId;
    readonly nodeId: NodeId;
    readonly questions: readonly string[];
  };

export const nothingSuggested: Suggested = { after: new Map() };

/** Replies further back have scrolled away long ago. */
const repliesMax = 32;

export function reduceSuggested(suggested: Suggested, action: Action): Suggested {
  if (action.type !== "suggestions-arrived") return suggested;
  const after = new Map(suggested.after);
  after.delete(action.nodeId);
  after.set(action.nodeId, action.questions);
  for (const oldest of after.keys()) {
    if (after.size <= repliesMax) break;
    after.delete(oldest);
  }
  return { after };
}
