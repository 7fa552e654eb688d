import type { ConversationId } from "@grok/conversation";
import { soon } from "../api/clients.ts";
import { rowFromMessage } from "../api/from-message.ts";
import { attempt, type EffectContext, notify } from "./context.ts";

/** What the model is told before a conversation, in the user's words. */
export function instructionEffects(context: EffectContext) {
  const { store, clients } = context;

  /** Answers whether it went well. Before the first question they wait here for it. */
  async function set(conversationId: ConversationId, text: string): Promise<boolean> {
    const instructions = text.trim();
    if (store.getState().trees.loaded[conversationId]?.stored === false) {
      store.dispatch({ type: "instructions-kept", conversationId, text: instructions });
      return true;
    }
    return attempt(context, "instructions", async () => {
      const request = { conversationId, instructions };
      const { conversation } = await clients.conversations.setInstructions(request, soon);
      if (conversation !== undefined)
        store.dispatch({ type: "row-changed", row: rowFromMessage(conversation) });
    });
  }

  /** Takes them away; `before` comes back on undo. */
  async function remove(conversationId: ConversationId, before: string): Promise<void> {
    if (await set(conversationId, ""))
      notify(context, { kind: "instructions-removed", conversationId, text: before });
  }

  return { set, remove };
}
