import { buildTree } from "../build-tree.ts";
import { resolveLeaf } from "../leaf.ts";
import type { Conversation, ConversationId, ConversationNode, NodeId, OwnerId } from "../node.ts";
import type { ConversationStore, NodeOutline, NodeShape } from "../store.ts";
import { nodeAt, type Tree } from "../tree.ts";

/** Nodes are read from a store this many at a time, so that an export of millions never holds up anything else. */
const nodesAtOnce = 200;

/** A whole conversation of a store on its way out. */
export interface StoredTree {
  readonly conversation: Conversation;
  readonly tree: Tree<NodeShape>;
  /** The end of the branch that is shown first. */
  readonly leafId: NodeId;
  /** By id. */
  readonly outline: ReadonlyMap<NodeId, NodeOutline>;
  /** Without the root, parents before children; archived ones too. May be asked for more than once. */
  nodes(): AsyncGenerator<ConversationNode, void, undefined>;
}

/** `leafId`: default where a pane stood last. Throws "not-found" and what the store throws. */
export async function storedTree(
  store: ConversationStore,
  ownerId: OwnerId,
  id: ConversationId,
  leafId?: NodeId,
): Promise<StoredTree> {
  const conversation = await store.conversation(ownerId, id);
  const shape = await store.shape(ownerId, id);
  const tree = buildTree(shape);
  const cursor = leafId ?? (await store.latestView(ownerId, id))?.leafId ?? null;
  if (leafId !== undefined) nodeAt(tree, leafId);
  const outline = new Map((await store.outline(ownerId, id)).map((each) => [each.id, each]));
  return {
    conversation,
    tree,
    leafId: resolveLeaf(tree, cursor),
    outline,
    async *nodes() {
      const ids = shape.filter((node) => node.role !== "root").map((node) => node.id);
      for (let at = 0; at < ids.length; at += nodesAtOnce)
        yield* await store.nodes(ownerId, id, ids.slice(at, at + nodesAtOnce));
    },
  };
}
