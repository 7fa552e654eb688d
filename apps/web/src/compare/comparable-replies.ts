import { type NodeId, nodeAt, siblingsOf, type Tree, visibleChildrenOf } from "@grok/conversation";

/** A reply that can be compared with another. */
export interface ComparableReply {
  readonly id: NodeId;
  readonly questionId: NodeId;
  /** From 1. */
  readonly version: number;
  readonly versions: number;
}

/** The versions of `id` first, oldest in front; then every other reply in sight, as the tree is read from the top. */
export function comparableReplies(
  tree: Tree,
  id: NodeId,
): { readonly versions: readonly ComparableReply[]; readonly others: readonly ComparableReply[] } {
  const replies: ComparableReply[] = [];
  const waiting = [tree.rootId];
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    const children = visibleChildrenOf(tree, at);
    if (nodeAt(tree, at).role === "user")
      for (const [index, reply] of children.entries())
        replies.push({ id: reply, questionId: at, version: index + 1, versions: children.length });
    waiting.push(...children.toReversed());
  }
  const beside = tree.nodes.has(id) ? nodeAt(tree, id).parentId : null;
  return {
    versions: replies.filter(({ questionId }) => questionId === beside),
    others: replies.filter(({ questionId }) => questionId !== beside),
  };
}

/** What a reply is compared with unless something is chosen: the version before it, else the one after it, else null. */
export function versionBeside(tree: Tree, id: NodeId): NodeId | null {
  if (!tree.nodes.has(id)) return null;
  const { ids, index } = siblingsOf(tree, id);
  return ids[index - 1] ?? ids[index + 1] ?? null;
}
