import { ImportLog, type ImportReport } from "./import/import-report.ts";
import {
  type ImportedConversation,
  type StoreTools,
  storeConversation,
} from "./import/store-conversation.ts";
import type { ConversationNode, NodeId, OwnerId } from "./node.ts";
import { readExport } from "./read-export.ts";
import type { ConversationStore } from "./store.ts";

/**
 * Brings an export into a store, for `ownerId`. Importing it again brings nothing new. What has no place (an orphan,
 * a reply below a reply, an id that is taken) is left out and told in the report, and so is what hangs from it; what
 * is in the store already always stays as it is.
 *
 * `chunks`: the file's text, cut anywhere. Throws what the store throws when it cannot store ("storage-full" ...); what
 * came before that is there, and importing once more continues.
 */
export async function importExport(
  store: ConversationStore,
  ownerId: OwnerId,
  chunks: Iterable<string> | AsyncIterable<string>,
): Promise<ImportReport> {
  const log = new ImportLog();
  await importExportLines(store, ownerId, chunks, log);
  return log.report();
}

/** `importExport`, counted in `log`. */
export async function importExportLines(
  store: ConversationStore,
  ownerId: OwnerId,
  chunks: Iterable<string> | AsyncIterable<string>,
  log: ImportLog,
  tools?: StoreTools,
): Promise<void> {
  let group: (ImportedConversation & { nodes: Map<NodeId, ConversationNode> }) | null = null;
  const finish = async () => {
    if (group !== null) await storeConversation(store, group, log, tools);
  };
  for await (const entry of readExport(chunks)) {
    const place = `line ${entry.line}`;
    if (entry.type === "header") log.format ??= "grok";
    else if (entry.type === "problem") log.problem(`${place}: ${entry.problem}`);
    else if (entry.type === "conversation") {
      await finish();
      group = { conversation: { ...entry.conversation, ownerId }, nodes: new Map() };
    } else {
      const { node } = entry;
      if (group?.conversation.id !== node.conversationId)
        log.problem(`${place}: node ${node.id} does not stand below its conversation`);
      else if (group.nodes.has(node.id)) log.problem(`${place}: node ${node.id} is there twice`);
      else group.nodes.set(node.id, node);
    }
  }
  await finish();
  if (log.format === null) log.unreadable++;
}
