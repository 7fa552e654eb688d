import { ConversationError } from "./conversation-error.ts";
import { isUuidV7 } from "./id.ts";
import { checkText, messageBytesMax, replyBytesMax } from "./message-text.ts";
import type { Conversation, ConversationNode, NodeId } from "./node.ts";

/** Most UTF-16 units of a title or of a node's name. */
export const titleLengthMax = 1_000;

/** Most bytes of a conversation's instructions in UTF-8: the context they take is missing for everything else. */
export const instructionsBytesMax = 8 * 1024;

/** Where a node is: all that the rules ask of its neighbours. */
export type NodePlace = Pick<
  ConversationNode,
  "id" | "conversationId" | "parentId" | "role" | "archivedAtMs"
>;

/**
 * Throws unless `node` may be stored where it says. `find` gives the nodes that are there (or come in the same
 * write) by id, and is asked for the parent, `editedFrom` and `sourceId` only.
 *
 * - "bad-input": an id that is no UUIDv7, roles that do not alternate (root, user, assistant, user ...), a text that
 *   cannot be stored, a second root.
 * - "parent-missing": the parent is not there.
 * - "wrong-place": the parent is of another conversation, or archived while the node is not; `editedFrom` is no
 *   sibling of the same role; `sourceId` is no message of the conversation.
 */
export function validateNewNode(
  node: ConversationNode,
  find: (id: NodeId) => NodePlace | null | undefined,
): void {
  validateId(node.id, "node");
  validateTime(node.createdAtMs, `node ${node.id}`);
  validateTexts(node);
  if (node.parentId === null || node.role === "root")
    throw new ConversationError("bad-input", `node ${node.id} would be a second root`);

  const parent = find(node.parentId);
  if (parent == null)
    throw new ConversationError(
      "parent-missing",
      `node ${node.id} hangs from ${node.parentId}, which is not there`,
    );
  if (parent.conversationId !== node.conversationId)
    throw new ConversationError(
      "wrong-place",
      `node ${node.id} of ${node.conversationId} hangs from a node of ${parent.conversationId}`,
    );
  const roleExpected = parent.role === "user" ? "assistant" : "user";
  if (node.role !== roleExpected)
    throw new ConversationError(
      "bad-input",
      `node ${node.id} is of role ${node.role}; below ${parent.role} stands ${roleExpected}`,
    );
  if (parent.archivedAtMs !== null && node.archivedAtMs === null)
    throw new ConversationError(
      "wrong-place",
      `node ${node.id} hangs from ${parent.id}, which is archived; restore that one first`,
    );
  validateSource(node, find);
  validateSummary(node, find);
}

function validateSource(node: ConversationNode, find: (id: NodeId) => NodePlace | null | undefined): void {
  if (node.editedFrom === null) return;
  const source = node.editedFrom === node.id ? null : find(node.editedFrom);
  if (
    source?.parentId !== node.parentId ||
    source.role !== node.role ||
    source.conversationId !== node.conversationId
  )
    throw new ConversationError(
      "wrong-place",
      `node ${node.id} says it was made from ${node.editedFrom}, which is no ${node.role} message beside it`,
    );
}

function validateSummary(node: ConversationNode, find: (id: NodeId) => NodePlace | null | undefined): void {
  if (node.sourceId === null) return;
  if (node.role !== "assistant")
    throw new ConversationError("bad-input", `node ${node.id} is no reply, so it cannot sum up a branch`);
  const source = node.sourceId === node.id ? null : find(node.sourceId);
  if (source == null || source.role === "root" || source.conversationId !== node.conversationId)
    throw new ConversationError(
      "wrong-place",
      `node ${node.id} says it sums up the branch that ends at ${node.sourceId}, which is no other message of its conversation`,
    );
}

function validateTexts(node: ConversationNode): void {
  const written = node.origin === "typed" || node.origin === "edited";
  const bytesMax = written ? messageBytesMax : replyBytesMax;
  for (const part of node.parts) checkText(part.text, bytesMax, `the message ${node.id}`);
  validateTitle(node.name, `the name of node ${node.id}`);
  const whole = node.parts.reduce((length, part) => length + part.text.length, 0);
  if (whole > bytesMax)
    throw new ConversationError(
      "bad-input",
      `the message ${node.id} is at least ${whole} bytes long in ${node.parts.length} parts, the limit is ${bytesMax}`,
    );
}

/** Throws "bad-input" unless the conversation's own fields can be stored. */
export function validateConversation(conversation: Conversation): void {
  validateId(conversation.id, "conversation");
  validateId(conversation.rootId, "root");
  validateTime(conversation.createdAtMs, `conversation ${conversation.id}`);
  validateTime(conversation.updatedAtMs, `conversation ${conversation.id}`);
  if (conversation.ownerId === "")
    throw new ConversationError("bad-input", `conversation ${conversation.id} has an empty owner`);
  validateTitle(conversation.title, `the title of conversation ${conversation.id}`);
  validateInstructions(conversation.instructions, conversation.id);
}

/** Throws "bad-input" unless `instructions` are well-formed, without NUL and of at most `instructionsBytesMax`. */
export function validateInstructions(instructions: string, conversationId: string): void {
  checkText(instructions, instructionsBytesMax, `the instructions of conversation ${conversationId}`);
}

/** Throws "bad-input" unless `title` is well-formed, without NUL and of at most `titleLengthMax` UTF-16 units. */
export function validateTitle(title: string, what: string): void {
  checkText(title, titleLengthMax * 3, what);
  if (title.length > titleLengthMax)
    throw new ConversationError(
      "bad-input",
      `${what} is ${title.length} UTF-16 units long, the limit is ${titleLengthMax}`,
    );
}

/** Throws "bad-input" unless `id` is a UUIDv7 in lower-case text form. */
export function validateId(id: string, what: string): void {
  if (!isUuidV7(id))
    throw new ConversationError(
      "bad-input",
      `${what} id ${JSON.stringify(id.slice(0, 60))} is no UUIDv7 in lower case`,
    );
}

/** Throws "bad-input" unless `atMs` is a time as this program counts it. */
export function validateTime(atMs: number, what: string): void {
  if (!Number.isSafeInteger(atMs) || atMs < 0)
    throw new ConversationError(
      "bad-input",
      `${what} is dated ${atMs}; whole milliseconds since 1970 are expected`,
    );
}
