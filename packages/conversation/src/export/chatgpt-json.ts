import { conversationLine, nodeLine } from "../export-record.ts";
import { type ConversationNode, textOf } from "../node.ts";
import { childrenOf } from "../siblings.ts";
import type { StoredTree } from "./stored-tree.ts";

/**
 * Conversations as the JSON that ChatGPT exports, which many programs read. What that shape has no place for stands
 * beside it under "grok", so that our own import makes the same tree of it again. Archived messages are in it too.
 *
 * Gives the text in pieces.
 */
export async function* chatGptJson(
  trees: Iterable<StoredTree> | AsyncIterable<StoredTree>,
): AsyncGenerator<string, void, undefined> {
  let separator = "[";
  for await (const stored of trees) {
    yield `${separator}\n${head(stored)}`;
    for await (const node of stored.nodes()) yield `,\n${JSON.stringify(node.id)}:${item(stored, node)}`;
    yield `}}`;
    separator = ",";
  }
  yield separator === "[" ? "[]\n" : "\n]\n";
}

/** Everything before the mapping's second entry; the first is the root. */
function head({ conversation, tree, leafId }: StoredTree): string {
  const { id, title, rootId, createdAtMs, updatedAtMs, archivedAtMs } = conversation;
  const { type: _type, ...record } = JSON.parse(conversationLine(conversation)) as Record<string, unknown>;
  const fields = JSON.stringify({
    title,
    create_time: createdAtMs / 1000,
    update_time: updatedAtMs / 1000,
    conversation_id: id,
    is_archived: archivedAtMs !== null,
    current_node: leafId,
    grok: record,
  });
  const root = { id: rootId, message: null, parent: null, children: childrenOf(tree, rootId) };
  return `${fields.slice(0, -1)},"mapping":{\n${JSON.stringify(rootId)}:${JSON.stringify(root)}`;
}

function item({ tree }: StoredTree, node: ConversationNode): string {
  const { id, parentId, role, createdAtMs, status, provenance } = node;
  const model = provenance?.modelTitle || provenance?.modelId;
  return JSON.stringify({
    id,
    parent: parentId,
    children: childrenOf(tree, id),
    message: {
      id,
      author: { role, name: null, metadata: {} },
      create_time: createdAtMs / 1000,
      update_time: null,
      content: { content_type: "text", parts: [textOf(node)] },
      status: status === "done" ? "finished_successfully" : "finished_partial_completion",
      end_turn: role === "assistant" ? status === "done" : null,
      weight: 1,
      recipient: "all",
      metadata: { ...(model && { model_slug: model }), grok: record(node) },
    },
  });
}

/** The node's line without what stands elsewhere; in its parts, a number stands for that much of the text. */
function record(node: ConversationNode): Record<string, unknown> {
  const fields = JSON.parse(nodeLine({ ...node, parts: [] })) as Record<string, unknown>;
  for (const name of ["type", "id", "conversationId", "parentId", "role"]) delete fields[name];
  return { ...fields, parts: node.parts.map((part) => (part.type === "text" ? part.text.length : part)) };
}
