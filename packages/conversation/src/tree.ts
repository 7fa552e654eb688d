import { ConversationError } from "./conversation-error.ts";
import type { NodeId, NodeRole } from "./node.ts";
import type { NodeShape } from "./store.ts";

/** What a tree needs to know of a node. `NodeShape` and `ConversationNode` both have it. */
export interface TreeNode {
  readonly id: NodeId;
  readonly parentId: NodeId | null;
  readonly role: NodeRole;
  readonly archivedAtMs: number | null;
  /** The child last looked at, where that is known. */
  readonly lastChildId?: NodeId | null;
}

/** Nodes of one conversation, linked. Never changed in place: `withNodes` makes another one. */
export interface Tree<N extends TreeNode = NodeShape> {
  readonly rootId: NodeId;
  /** Archived ones too; parents before children. */
  readonly nodes: ReadonlyMap<NodeId, N>;
  /** Children in id order, archived ones too; a node without children has no entry. */
  readonly children: ReadonlyMap<NodeId, readonly NodeId[]>;
}

/** The node with this id; throws "not-found". */
export function nodeAt<N extends TreeNode>(tree: Tree<N>, id: NodeId): N {
  const node = tree.nodes.get(id);
  if (node === undefined) throw new ConversationError("not-found", `the tree has no node ${id}`);
  return node;
}

/** Order of ids: lower-case UUIDs sort as text the way their bytes do. */
export function compareIds(left: NodeId, right: NodeId): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
