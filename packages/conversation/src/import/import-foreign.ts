import type { OwnerId } from "../node.ts";
import type { ConversationStore } from "../store.ts";
import { clip, type ForeignConversation, type ForeignFormat } from "./foreign.ts";
import type { ImportLog } from "./import-report.ts";
import type { ImportTools } from "./import-tools.ts";
import { plantConversation } from "./plant-conversation.ts";
import { storeConversation } from "./store-conversation.ts";

/** Makes one of our conversations of `foreign` and stores it, and tells `log` what came of it. */
export async function importForeign(
  store: ConversationStore,
  ownerId: OwnerId,
  foreign: ForeignConversation,
  format: ForeignFormat,
  tools: ImportTools,
  log: ImportLog,
): Promise<void> {
  const key = foreign.key || contentKey(foreign, tools);
  const { digest, nowMs } = tools;
  const planted = plantConversation({ ...foreign, key }, { format, ownerId, digest, nowMs });
  log.format ??= format;
  log.leftOut.addAll(planted.leftOut);
  const title = foreign.title === "" ? "" : `“${clip(foreign.title)}”: `;
  for (const problem of planted.problems) log.problem(`${title}${problem}`);
  if (planted.nodes.length === 0)
    log.problem(`${title === "" ? "a conversation: " : title}it holds no text, so it was left out`);
  else
    await storeConversation(
      store,
      { ...planted, nodes: new Map(planted.nodes.map((node) => [node.id, node])) },
      log,
      tools,
    );
}

/** Stands for the id of a conversation that has none. */
function contentKey({ title, messages }: ForeignConversation, { digest }: ImportTools): string {
  const [first] = messages;
  return digest(JSON.stringify([title, first?.key ?? "", first?.parts ?? []])).slice(0, 32);
}
