import { soon } from "../api/clients.ts";
import { hitFromMessage } from "../api/from-message.ts";
import type { Hit } from "../state/search.ts";
import type { EffectContext } from "./context.ts";

const hitsMax = 8;

/** Titles and messages of all conversations that hold the words, best first; none where the server does not answer. */
export function findEffect({ clients }: EffectContext) {
  return async (query: string, signal: AbortSignal): Promise<readonly Hit[]> => {
    try {
      const answer = await clients.conversations.search({ query, limit: hitsMax }, { ...soon, signal });
      return answer.hits.map(hitFromMessage);
    } catch {
      return [];
    }
  };
}
