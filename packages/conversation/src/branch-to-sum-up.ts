import type { ConversationNode } from "./node.ts";

/**
 * What a summary tells to those who are on `path`: the nodes of `sourcePath` below the last one that both share, or,
 * where it does not leave `path`, all of it. Never the root.
 *
 * Both: root first, of one conversation. `path` may end with the question that asks for the summary.
 */
export function branchToSumUp<N extends Pick<ConversationNode, "id" | "role">>(
  path: readonly Pick<ConversationNode, "id">[],
  sourcePath: readonly N[],
): readonly N[] {
  const fork = sourcePath.findIndex((node, at) => node.id !== path[at]?.id);
  return sourcePath.slice(fork === -1 ? 0 : fork).filter((node) => node.role !== "root");
}
