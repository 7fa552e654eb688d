import type { MessageInitShape } from "@bufbuild/protobuf";
import {
  buildTree,
  type ConversationStore,
  leafBelow,
  type NodeId,
  nodeAt,
  type OwnerId,
  pathTo,
  resolveLeaf,
  type Tree,
  validateId,
} from "@grok/conversation";
import {
  conversationToMessage,
  nodeToMessage,
  type OpenConversationRequest,
  type OpenConversationResponseSchema,
  shapeToColumns,
} from "@grok/protocol";
import { countAsked } from "./limits.ts";

const bodiesUsual = 40;
const bodiesMax = 200;

/**
 * What a pane needs to show a conversation. The end of the shown path is, in this order: the leaf of the branch
 * through the node that was asked for; the pane's own saved cursor; the cursor that any pane saved last; the newest
 * visible leaf. Cursors whose node was archived or is gone are led to where one can be.
 */
export async function openConversation(
  store: ConversationStore,
  ownerId: OwnerId,
  request: OpenConversationRequest,
): Promise<MessageInitShape<typeof OpenConversationResponseSchema>> {
  const { conversationId, viewId, nodeId } = request;
  validateId(conversationId, "conversation");
  const bodies = countAsked(request.bodies, bodiesUsual, bodiesMax, "bodies");
  const conversation = await store.conversation(ownerId, conversationId);
  const shape = await store.shape(ownerId, conversationId);
  const tree = buildTree(shape);

  const saved = viewId === "" ? null : await store.view(ownerId, viewId);
  const own = saved?.conversationId === conversationId ? saved : null;
  const cursor = own ?? (await store.latestView(ownerId, conversationId));
  const leafId = nodeId === "" ? resolveLeaf(tree, cursor?.leafId ?? null) : leafThrough(tree, nodeId);
  const shown = pathTo(tree, leafId)
    .slice(-bodies)
    .filter((node) => node.role !== "root");
  const nodes = await store.nodes(
    ownerId,
    conversationId,
    shown.map((node) => node.id),
  );
  return {
    conversation: conversationToMessage(conversation),
    tree: shapeToColumns(shape),
    leafId,
    nodes: nodes.map(nodeToMessage),
    draft: own?.draft ?? "",
    scrollAnchorId: own?.scrollAnchorId ?? "",
  };
}

/** A link or a search hit may point into an archived branch; it is shown as far as it goes. */
function leafThrough(tree: Tree, nodeId: NodeId): NodeId {
  return leafBelow(tree, nodeAt(tree, nodeId).id);
}
