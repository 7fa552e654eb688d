import { parentsFirst } from "./build-tree.ts";
import { ConversationError } from "./conversation-error.ts";
import { sameMessage } from "./export-record.ts";
import { rootNode } from "./new-node.ts";
import type { Conversation, ConversationNode, NodeId, OwnerId } from "./node.ts";
import { readExport } from "./read-export.ts";
import type { ConversationStore } from "./store.ts";
import { type NodePlace, validateNewNode } from "./validate-node.ts";

/** Problems beyond these are counted in a last line. */
const problemsMax = 100;

export interface ImportReport {
  /** Conversations that are new. */
  readonly conversations: number;
  /** Nodes that are new; roots do not count. */
  readonly nodes: number;
  /** Conversations and nodes that were there already with the same content. */
  readonly known: number;
  /** What was left out and why, one line each, at most 100. */
  readonly problems: readonly string[];
}

/**
 * Brings an export into a store, for `ownerId`. Importing it again brings nothing new. What has no place (an orphan,
 * a reply below a reply, an id that is taken) is left out and told in the report, and so is what hangs from it; what
 * is in the store already always stays as it is.
 *
 * `chunks`: the file's text, cut anywhere. Large conversations are stored in several transactions, parents first, so
 * that nobody else waits long. Throws what the store throws when it cannot store ("storage-full" ...); what came
 * before that is there, and importing once more continues.
 */
export async function importExport(
  store: ConversationStore,
  ownerId: OwnerId,
  chunks: Iterable<string> | AsyncIterable<string>,
): Promise<ImportReport> {
  const count: Count = { conversations: 0, nodes: 0, known: 0 };
  const problems = new Problems();
  let group: Group | null = null;
  const finish = async () => {
    if (group !== null) await new ConversationImport(store, group, count, problems).store();
  };
  for await (const entry of readExport(chunks)) {
    const place = `line ${entry.line}`;
    if (entry.type === "problem") problems.add(`${place}: ${entry.problem}`);
    else if (entry.type === "conversation") {
      await finish();
      group = { conversation: { ...entry.conversation, ownerId }, nodes: new Map() };
    } else if (entry.type === "node") {
      const { node } = entry;
      if (group?.conversation.id !== node.conversationId)
        problems.add(`${place}: node ${node.id} does not stand below its conversation`);
      else if (group.nodes.has(node.id)) problems.add(`${place}: node ${node.id} is there twice`);
      else group.nodes.set(node.id, node);
    }
  }
  await finish();
  return { ...count, problems: problems.lines() };
}

interface Count {
  conversations: number;
  nodes: number;
  known: number;
}

/** Nodes that are stored in one transaction, about. */
const nodesAtOnce = 500;

/** One conversation of the file. */
interface Group {
  readonly conversation: Conversation;
  readonly nodes: Map<NodeId, ConversationNode>;
}

class ConversationImport {
  readonly #store: ConversationStore;
  readonly #group: Group;
  readonly #count: Count;
  readonly #problems: Problems;

  constructor(store: ConversationStore, group: Group, count: Count, problems: Problems) {
    this.#store = store;
    this.#group = group;
    this.#count = count;
    this.#problems = problems;
  }

  async store(): Promise<void> {
    const { conversation, nodes } = this.#group;
    try {
      const stored = await this.#storedNodes();
      for (const node of stored?.values() ?? []) this.#compare(node);
      const fresh = this.#placed(stored ?? new Map([[conversation.rootId, rootNode(conversation)]]));
      const [first = [], ...others] = pieces(fresh);
      if (stored === null) await this.#store.createConversation(conversation, first);
      else await this.#store.addNodes(conversation.ownerId, conversation.id, first);
      this.#count[stored === null ? "conversations" : "known"]++;
      this.#count.nodes += first.length;
      for (const piece of others) {
        await this.#store.addNodes(conversation.ownerId, conversation.id, piece);
        this.#count.nodes += piece.length;
      }
    } catch (error) {
      // A full or broken store ends the import; a conversation that cannot be taken only itself.
      if (!(error instanceof ConversationError) || error.code.startsWith("storage-")) throw error;
      this.#problems.add(
        `conversation ${conversation.id} with ${nodes.size} nodes was left out: ${error.message}`,
      );
    }
  }

  /** What is in the store of this conversation: bodies of the nodes that the file has too. Null where it is new. */
  async #storedNodes(): Promise<Map<NodeId, NodePlace> | null> {
    const { conversation, nodes } = this.#group;
    const { id, ownerId } = conversation;
    try {
      const { rootId } = await this.#store.conversation(ownerId, id);
      if (rootId !== conversation.rootId)
        throw new ConversationError("conflict", `it is there with another root, ${rootId}`);
    } catch (error) {
      if (error instanceof ConversationError && error.code === "not-found") return null;
      throw error;
    }
    const stored = new Map<NodeId, NodePlace>();
    for (const shape of await this.#store.shape(ownerId, id))
      stored.set(shape.id, { ...shape, conversationId: id });
    const both = [...nodes.keys()].filter((each) => stored.has(each));
    for (let at = 0; at < both.length; at += 500)
      for (const node of await this.#store.nodes(ownerId, id, both.slice(at, at + 500)))
        stored.set(node.id, node);
    return stored;
  }

  #compare(stored: NodePlace): void {
    const node = this.#group.nodes.get(stored.id);
    if (node === undefined || !("parts" in stored)) return;
    if (sameMessage(stored as ConversationNode, node)) this.#count.known++;
    else this.#problems.add(`node ${node.id} is there already with another content, which stays`);
  }

  /** `node`, without sources that were left out; each is told as a problem. */
  #withSources(node: ConversationNode, find: (id: NodeId) => NodePlace | undefined): ConversationNode {
    const kept = (id: NodeId | null) => {
      if (id === null || find(id) !== undefined) return id;
      this.#problems.add(`node ${node.id} no longer tells its source ${id}, which was left out`);
      return null;
    };
    return { ...node, editedFrom: kept(node.editedFrom), sourceId: kept(node.sourceId) };
  }

  /** The nodes of the file that are new and have a place, parents first; the others are told as problems. */
  #placed(stored: ReadonlyMap<NodeId, NodePlace>): ConversationNode[] {
    const { nodes } = this.#group;
    const fresh = [...nodes.values()].filter((node) => !stored.has(node.id));
    const placed = new Map<NodeId, ConversationNode>();
    const find = (id: NodeId) => placed.get(id) ?? stored.get(id);
    for (const node of familyByFamily(fresh)) {
      // Sources may stand later in the order, and may have no place themselves.
      const findSource = (id: NodeId) => find(id) ?? nodes.get(id);
      try {
        validateNewNode(node, (id) => (id === node.parentId ? find(id) : findSource(id)));
        placed.set(node.id, node);
      } catch (error) {
        if (!(error instanceof ConversationError)) throw error;
        this.#problems.add(`${error.message}; it was left out`);
      }
    }
    return [...placed.values()].map((node) => this.#withSources(node, find));
  }
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
  for (const [at, node] of nodes.entries()) {
    const piece = cut.at(-1);
    if (piece === undefined || (piece.length >= nodesAtOnce && needed < at)) cut.push([node]);
    else piece.push(node);
    needed = Math.max(needed, placeOf(node.editedFrom), placeOf(node.sourceId));
  }
  return cut;
}

class Problems {
  readonly #lines: string[] = [];
  #more = 0;

  add(line: string): void {
    if (this.#lines.length < problemsMax - 1) this.#lines.push(line);
    else this.#more++;
  }

  lines(): readonly string[] {
    return this.#more === 0 ? this.#lines : [...this.#lines, `and ${this.#more} more`];
  }
}
