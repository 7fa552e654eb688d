import type { ConversationId } from "@grok/conversation";
import { useWorkspace } from "../state/store.ts";

/** What the model is told before this conversation, or "". */
export function useInstructions(conversationId: ConversationId): string {
  return useWorkspace(
    ({ list, instructions }) => instructions[conversationId] ?? list.rows[conversationId]?.instructions ?? "",
  );
}
