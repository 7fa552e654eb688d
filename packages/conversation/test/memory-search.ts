import {
  type Conversation,
  type ConversationNode,
  excerptOf,
  matchesIn,
  type QueryTerm,
  type SearchHit,
  textOf,
  wordsOf,
} from "@grok/conversation";

/** Titles that hold all of `terms`; found by reading them all. */
export function searchTitles(
  conversations: readonly Conversation[],
  terms: readonly QueryTerm[],
): SearchHit[] {
  return conversations.filter(({ title }) => holdsAll(title, terms)).map((each) => titleHit(each, terms));
}

/** Messages of `conversations` that hold all of `terms`; found by reading everything. */
export function searchMessages(
  conversations: readonly Conversation[],
  nodes: readonly ConversationNode[],
  terms: readonly QueryTerm[],
): SearchHit[] {
  return conversations.flatMap((conversation) =>
    nodes
      .filter((node) => node.conversationId === conversation.id)
      .filter((node) => node.archivedAtMs === null && node.status !== "running")
      .filter((node) => holdsAll(textOf(node), terms))
      .map((node) => messageHit(conversation, node, terms)),
  );
}

function holdsAll(text: string, terms: readonly QueryTerm[]): boolean {
  const words = [...wordsOf(text.normalize("NFC"))];
  return terms.length > 0 && terms.every((term) => words.some((word) => matchesIn(word, [term]).length > 0));
}

function titleHit({ id, title, createdAtMs }: Conversation, terms: readonly QueryTerm[]): SearchHit {
  const place = { conversationId: id, conversationTitle: title, nodeId: null, role: "root" as const };
  return { ...place, ...excerptOf(title, terms), createdAtMs };
}

function messageHit(
  { id, title }: Conversation,
  node: ConversationNode,
  terms: readonly QueryTerm[],
): SearchHit {
  const place = { conversationId: id, conversationTitle: title, nodeId: node.id, role: node.role };
  return { ...place, ...excerptOf(textOf(node), terms), createdAtMs: node.createdAtMs };
}
