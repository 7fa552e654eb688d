import { soon } from "../api/clients.ts";
import { hitFromMessage, meaningFromMessage } from "../api/from-message.ts";
import type { EffectContext } from "./context.ts";

const pauseMs = 120;
const hitsMax = 40;

/** Searches as one types: a query is asked when typing pauses, and an answer to an older one is dropped. */
export function searchEffects({ store, clients }: EffectContext) {
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function ask(query: string): Promise<void> {
    try {
      const answer = await clients.conversations.search({ query: query.trim(), limit: hitsMax }, soon);
      const hits = answer.hits.map(hitFromMessage);
      store.dispatch({ type: "search-arrived", query, hits, meaning: meaningFromMessage(answer) });
    } catch {
      store.dispatch({ type: "search-failed", query });
    }
  }

  return {
    type(query: string): void {
      clearTimeout(timer);
      store.dispatch({ type: "search-typed", query });
      if (query.trim() !== "") timer = setTimeout(() => void ask(query), pauseMs);
    },
    /** Asks the same again, because more may be found by now; what stands there stays meanwhile. */
    again(): void {
      const { query } = store.getState().search;
      if (query.trim() !== "") void ask(query);
    },
  };
}
