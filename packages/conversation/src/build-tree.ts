// The only place where nodes become a tree. First every node goes into a map, then they are linked, so the order in
// which they came cannot matter; every walk is a loop, so a conversation may be as deep as it likes.

import { ConversationError } from "./conversation-error.ts";
import type { NodeId } from "./node.ts";
import { compareIds, type Tree, type TreeNode } from "./tree.ts";

/**
 * The tree of all nodes of one conversation, given in any order.
 *
 * Throws "conflict" for an id that comes twice, "parent-missing" for an orphan, and "bad-input" for no root, a second
 * root or a cycle.
 */
export function buildTree<N extends TreeNode>(nodes: Iterable<N>): Tree<N> {
  const known = new Map<NodeId, N>();
  const roots: NodeId[] = [];
  for (const node of nodes) {
    if (known.has(node.id)) throw new ConversationError("conflict", `node ${node.id} is there twice`);
    known.set(node.id, node);
    if ((node.parentId === null) !== (node.role === "root"))
      throw new ConversationError("bad-input", `node ${node.id}: the root, and it alone, has no parent`);
    if (node.parentId === null) roots.push(node.id);
  }
  const [rootId, second] = roots;
  if (rootId === undefined) throw new ConversationError("bad-input", `none of ${known.size} nodes is a root`);
  if (second !== undefined)
    throw new ConversationError("bad-input", `two roots: ${rootId} and ${second}; a conversation has one`);

  const children = groupByParent(known.values());
  for (const parentId of children.keys()) {
    if (!known.has(parentId))
      throw new ConversationError(
        "parent-missing",
        `node ${children.get(parentId)?.[0]} hangs from ${parentId}, which is not there`,
      );
  }
  const linked = levelByLevel(known, [rootId], children);
  if (linked.size < known.size) throw cycleError(known, linked);
  return { rootId, nodes: linked, children };
}

/**
 * `tree` with these nodes, which may come in any order: new ones are linked, known ones replaced (their flags or
 * status changed). `tree` itself stays as it is; costs a copy of its maps.
 *
 * Throws "parent-missing" for an orphan, "wrong-place" for a known node under another parent, and "bad-input" for a
 * second root or a cycle.
 */
export function withNodes<N extends TreeNode>(tree: Tree<N>, nodes: Iterable<N>): Tree<N> {
  const linked = new Map(tree.nodes);
  const added = new Map<NodeId, N>();
  for (const node of nodes) {
    const before = linked.get(node.id) ?? added.get(node.id);
    if (before !== undefined && before.parentId !== node.parentId)
      throw new ConversationError(
        "wrong-place",
        `node ${node.id} hangs from ${before.parentId} and cannot move to ${node.parentId}`,
      );
    if (before === undefined && (node.parentId === null || node.role === "root"))
      throw new ConversationError(
        "bad-input",
        `node ${node.id} would be a second root beside ${tree.rootId}`,
      );
    if (linked.has(node.id)) linked.set(node.id, node);
    else added.set(node.id, node);
  }
  if (added.size === 0) return { ...tree, nodes: linked };

  const groups = groupByParent(added.values());
  const first: NodeId[] = [];
  for (const [parentId, ids] of groups) {
    if (tree.nodes.has(parentId)) first.push(...ids);
    else if (!added.has(parentId))
      throw new ConversationError(
        "parent-missing",
        `node ${ids[0]} hangs from ${parentId}, which is not there`,
      );
  }
  const ordered = levelByLevel(added, first.sort(compareIds), groups);
  if (ordered.size < added.size) throw cycleError(added, ordered);

  const children = new Map(tree.children);
  for (const [parentId, ids] of groups)
    children.set(parentId, [...(tree.children.get(parentId) ?? []), ...ids].sort(compareIds));
  for (const [id, node] of ordered) linked.set(id, node);
  return { rootId: tree.rootId, nodes: linked, children };
}

/**
 * `nodes` in an order in which no node stands before its parent, nor before a sibling with a smaller id; parents that
 * are not among them count as being there. Ids must be unique. Throws "bad-input" for a cycle.
 */
export function parentsFirst<N extends TreeNode>(nodes: readonly N[]): readonly N[] {
  if (areParentsFirst(nodes)) return nodes;
  const known = new Map<NodeId, N>();
  for (const node of nodes) known.set(node.id, node);
  const first = [...known.values()].filter(({ parentId }) => parentId === null || !known.has(parentId));
  const ordered = levelByLevel(
    known,
    first.map((node) => node.id),
    groupByParent(known.values()),
  );
  if (ordered.size < known.size) throw cycleError(known, ordered);
  return [...ordered.values()];
}

/** Nodes that were stored one after the other are in order already, which is quickly seen. */
function areParentsFirst(nodes: readonly TreeNode[]): boolean {
  /** The greatest child so far of each node that was seen, or waited for. */
  const lastChild = new Map<NodeId, NodeId | null>();
  for (const { id, parentId } of nodes) {
    // A node that has a child already, or a parent that has not come yet, which only a later node could be.
    if (lastChild.has(id)) return false;
    lastChild.set(id, null);
    if (parentId === null) continue;
    const before = lastChild.get(parentId);
    if (before != null && before > id) return false;
    lastChild.set(parentId, id);
  }
  return true;
}

function groupByParent(nodes: Iterable<TreeNode>): Map<NodeId, NodeId[]> {
  const groups = new Map<NodeId, NodeId[]>();
  for (const { id, parentId } of nodes) {
    if (parentId === null) continue;
    const group = groups.get(parentId);
    if (group === undefined) groups.set(parentId, [id]);
    else group.push(id);
  }
  for (const group of groups.values()) group.sort(compareIds);
  return groups;
}

/** What can be reached from `first`, level by level. */
function levelByLevel<N>(
  nodes: ReadonlyMap<NodeId, N>,
  first: readonly NodeId[],
  children: ReadonlyMap<NodeId, readonly NodeId[]>,
): Map<NodeId, N> {
  const ordered = new Map<NodeId, N>();
  const queue = [...first];
  for (const id of queue) {
    ordered.set(id, nodes.get(id)!);
    for (const child of children.get(id) ?? []) queue.push(child);
  }
  return ordered;
}

function cycleError(nodes: ReadonlyMap<NodeId, unknown>, linked: ReadonlyMap<NodeId, unknown>) {
  const lost = [...nodes.keys()].filter((id) => !linked.has(id));
  return new ConversationError(
    "bad-input",
    `${lost.length} nodes lead in a circle and never to the root, ${lost[0]} among them`,
  );
}
