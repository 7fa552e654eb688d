import { conversationLine, nodeLine } from "./export-record.ts";
import type { Digest } from "./id.ts";
import type { Conversation, ConversationId, ConversationNode, OwnerId } from "./node.ts";
import type { ConversationStore } from "./store.ts";
import { compareIds } from "./tree.ts";

/** Of the format in docs/export-format.md. */
export const exportVersion = 1;

/** Nodes are read from a store this many at a time, so that an export of millions never holds up anything else. */
const nodesAtOnce = 200;

/** A conversation on its way out. `nodes`: any order, the root may be among them. */
export interface ExportedConversation {
  readonly conversation: Conversation;
  readonly nodes: Iterable<ConversationNode> | AsyncIterable<ConversationNode>;
}

/** The lines of an export, without line ends. */
export async function* exportLines(
  conversations: Iterable<ExportedConversation> | AsyncIterable<ExportedConversation>,
  exportedAtMs: number,
): AsyncGenerator<string, void, undefined> {
  yield JSON.stringify({ type: "grok-export", version: exportVersion, exportedAtMs });
  for await (const { conversation, nodes } of conversations) {
    yield conversationLine(conversation);
    for await (const node of nodes) if (node.role !== "root") yield nodeLine(node);
  }
}

/**
 * Conversations of a store, archived ones and archived nodes too, parents before children. `ids`: these; default all
 * of the owner's. Throws what the store throws.
 */
export async function* storedConversations(
  store: ConversationStore,
  ownerId: OwnerId,
  ids?: readonly ConversationId[],
): AsyncGenerator<ExportedConversation, void, undefined> {
  for (const id of ids ?? (await conversationIds(store, ownerId)))
    yield { conversation: await store.conversation(ownerId, id), nodes: storedNodes(store, ownerId, id) };
}

/**
 * All conversations of an owner, archived ones too. Ids alone, read before anything else: a page read later could miss
 * a conversation that moved to the top meanwhile.
 */
export async function conversationIds(store: ConversationStore, ownerId: OwnerId): Promise<ConversationId[]> {
  const ids: ConversationId[] = [];
  for (const archived of [false, true]) {
    let before: string | null = null;
    do {
      const page: Awaited<ReturnType<ConversationStore["conversations"]>> = await store.conversations(
        ownerId,
        {
          limit: 200,
          archived,
          ...(before !== null && { before }),
        },
      );
      ids.push(...page.conversations.map((each) => each.id));
      before = page.pageToken;
    } while (before !== null);
  }
  return ids;
}

async function* storedNodes(store: ConversationStore, ownerId: OwnerId, id: ConversationId) {
  const shape = await store.shape(ownerId, id);
  for (let at = 0; at < shape.length; at += nodesAtOnce) {
    const ids = shape.slice(at, at + nodesAtOnce).map((each) => each.id);
    yield* await store.nodes(ownerId, id, ids);
  }
}

/**
 * A number for everything that an export keeps of one conversation, the same in whatever order its nodes come: equal
 * before an export and after its import, in any store and under any owner.
 */
export function treeHash(
  conversation: Conversation,
  nodes: Iterable<ConversationNode>,
  digest: Digest,
): string {
  const hashes: { id: string; hash: string }[] = [];
  for (const node of nodes)
    if (node.role !== "root") hashes.push({ id: node.id, hash: digest(nodeLine(node)) });
  hashes.sort((left, right) => compareIds(left.id, right.id));
  return digest([digest(conversationLine(conversation)), ...hashes.map(({ hash }) => hash)].join("\n"));
}
