import { parentsFirst } from "../build-tree.ts";
import { ConversationError } from "../conversation-error.ts";
import { sameMessage } from "../export-record.ts";
import { rootNode } from "../new-node.ts";
import type { Conversation, ConversationNode, NodeId } from "../node.ts";
import type { ConversationStore } from "../store.ts";
import { type NodePlace, validateNewNode } from "../validate-node.ts";
import type { ImportLog } from "./import-report.ts";
import type { ImportTools } from "./import-tools.ts";

/** Nodes that are stored in one transaction, about, and their text in UTF-16 units. */
const nodesAtOnce = 500;
const lengthAtOnce = 256 * 1024;

/** The pane that an import counts as: what another program showed last is where a pane of ours begins. */
const importViewId = "import";

/** One conversation of a file, on its way into a store. */
export interface ImportedConversation {
  readonly conversation: Conversation;
  /** Without the root; in any order. */
  readonly nodes: ReadonlyMap<NodeId, ConversationNode>;
  /** Nodes whose date is the import's: in a node that is there already, another date is no other content. */
  readonly undated?: ReadonlySet<NodeId>;
  /** Where a pane is to begin, if the conversation is new. */
  readonly leafId?: NodeId | null;
}

/** See `ImportTools`; a store that works at once would let nobody else have a turn. */
export type StoreTools = Pick<ImportTools, "nowMs" | "pause">;

/**
 * Stores what is new of `imported` and tells `log`. What has no place (an orphan, a reply below a reply, an id that is
 * taken) is left out together with what hangs from it; what is there already stays as it is. A large conversation
 * comes in several transactions, parents first, so that nobody else waits long. Throws the store's own failures only.
 */
export async function storeConversation(
  store: ConversationStore,
  imported: ImportedConversation,
  log: ImportLog,
  { nowMs, pause }: StoreTools = { nowMs: 0, pause: async () => {} },
): Promise<void> {
  const { conversation, nodes, leafId } = imported;
  const { id, ownerId } = conversation;
  try {
    const stored = await storedNodes(store, imported, pause);
    for (const node of stored?.values() ?? []) compare(imported, node, log);
    const fresh = placed(imported, stored ?? new Map([[conversation.rootId, rootNode(conversation)]]), log);
    const [first = [], ...others] = pieces(fresh);
    if (stored === null) {
      await store.createConversation(conversation, first);
      log.conversations++;
    } else {
      if (first.length > 0) await store.addNodes(ownerId, id, first);
      log.known++;
    }
    log.nodes += first.length;
    for (const piece of others) {
      await pause();
      await store.addNodes(ownerId, id, piece);
      log.nodes += piece.length;
    }
    log.stored(conversation);
    if (stored === null && leafId != null && fresh.some((node) => node.id === leafId))
      await store.saveView(ownerId, {
        id: importViewId,
        conversationId: id,
        leafId,
        draft: "",
        scrollAnchorId: null,
        savedAtMs: nowMs,
      });
  } catch (error) {
    // A full or broken store ends the import; a conversation that cannot be taken only itself.
    if (!(error instanceof ConversationError) || error.code.startsWith("storage-")) throw error;
    log.unreadable++;
    log.problem(`conversation ${id} with ${nodes.size} nodes was left out: ${error.message}`);
  }
}

/** What is in the store of this conversation: bodies of the nodes that the file has too. Null where it is new. */
async function storedNodes(
  store: ConversationStore,
  { conversation, nodes }: ImportedConversation,
  pause: StoreTools["pause"],
): Promise<Map<NodeId, NodePlace> | null> {
  const { id, ownerId } = conversation;
  try {
    const { rootId } = await store.conversation(ownerId, id);
    if (rootId !== conversation.rootId)
      throw new ConversationError("conflict", `it is there with another root, ${rootId}`);
  } catch (error) {
    if (error instanceof ConversationError && error.code === "not-found") return null;
    throw error;
  }
  const stored = new Map<NodeId, NodePlace>();
  for (const shape of await store.shape(ownerId, id)) stored.set(shape.id, { ...shape, conversationId: id });
  const both = [...nodes.keys()].filter((each) => stored.has(each));
  for (let at = 0; at < both.length; at += nodesAtOnce) {
    await pause();
    for (const node of await store.nodes(ownerId, id, both.slice(at, at + nodesAtOnce)))
      stored.set(node.id, node);
  }
  return stored;
}

function compare({ nodes, undated }: ImportedConversation, place: NodePlace, log: ImportLog): void {
  const node = nodes.get(place.id);
  if (node === undefined || !("parts" in place)) return;
  const stored = place as ConversationNode;
  const again = undated?.has(node.id) ? { ...node, createdAtMs: stored.createdAtMs } : node;
  if (sameMessage(stored, again)) log.known++;
  else log.problem(`node ${node.id} is there already with another content, which stays`);
}

/** The nodes of the file that are new and have a place, parents first; the others are told as problems. */
function placed(
  { nodes }: ImportedConversation,
  stored: ReadonlyMap<NodeId, NodePlace>,
  log: ImportLog,
): ConversationNode[] {
  const fresh = [...nodes.values()].filter((node) => !stored.has(node.id));
  const found = new Map<NodeId, ConversationNode>();
  const find = (id: NodeId) => found.get(id) ?? stored.get(id);
  for (const node of familyByFamily(fresh)) {
    // Sources may stand later in the order, and may have no place themselves.
    const findSource = (id: NodeId) => find(id) ?? nodes.get(id);
    try {
      validateNewNode(node, (id) => (id === node.parentId ? find(id) : findSource(id)));
      found.set(node.id, node);
    } catch (error) {
      if (!(error instanceof ConversationError)) throw error;
      log.problem(`${error.message}; it was left out`);
    }
  }
  return [...found.values()].map((node) => withSources(node, find, log));
}

/** `node`, without sources that were left out; each is told as a problem. */
function withSources(
  node: ConversationNode,
  find: (id: NodeId) => NodePlace | undefined,
  log: ImportLog,
): ConversationNode {
  const kept = (id: NodeId | null) => {
    if (id === null || find(id) !== undefined) return id;
    log.problem(`node ${node.id} no longer tells its source ${id}, which was left out`);
    return null;
  };
  return { ...node, editedFrom: kept(node.editedFrom), sourceId: kept(node.sourceId) };
}

/** Parents before children, and children of one parent together. Throws "bad-input" for a cycle. */
function familyByFamily(nodes: readonly ConversationNode[]): ConversationNode[] {
  const families = new Map<NodeId | null, ConversationNode[]>();
  for (const node of parentsFirst(nodes)) {
    const family = families.get(node.parentId);
    if (family === undefined) families.set(node.parentId, [node]);
    else family.push(node);
  }
  return [...families.values()].flat();
}

/** Cut where no node before is made from one that comes after: from a sibling, or, a summary, from any branch. */
function pieces(nodes: readonly ConversationNode[]): ConversationNode[][] {
  const places = new Map(nodes.map((node, at) => [node.id, at]));
  const placeOf = (id: NodeId | null) => (id === null ? -1 : (places.get(id) ?? -1));
  const cut: ConversationNode[][] = [];
  /** The last place that a node so far is made from. */
  let needed = -1;
  let length = 0;
  for (const [at, node] of nodes.entries()) {
    const piece = cut.at(-1);
    const full = piece === undefined || piece.length >= nodesAtOnce || length >= lengthAtOnce;
    if (piece === undefined || (full && needed < at)) {
      cut.push([node]);
      length = 0;
    } else piece.push(node);
    for (const part of node.parts) length += part.text.length;
    needed = Math.max(needed, placeOf(node.editedFrom), placeOf(node.sourceId));
  }
  return cut;
}
