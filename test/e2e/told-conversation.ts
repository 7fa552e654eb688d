import assert from "node:assert/strict";
import { createClient } from "@connectrpc/connect";
import { createConnectTransport } from "@connectrpc/connect-node";
import {
  type ConversationNode,
  conversationLine,
  editedReply,
  newConversation,
  newId,
  nodeLine,
  questionNode,
  replyNode,
  rootNode,
} from "@grok/conversation";
import { ConversationService, ExportFormat } from "@grok/protocol";

/** One question with the versions of its reply, oldest first; the next turn hangs from the last of them. */
export interface ToldTurn {
  readonly question: string;
  readonly replies: readonly string[];
}

export interface ToldConversation {
  readonly conversationId: string;
  /** Ids of the replies, a list for each turn. */
  readonly replyIds: readonly (readonly string[])[];
}

/** Puts a conversation that reads exactly as given into the server at `url`. */
export async function tell(url: string, turns: readonly ToldTurn[]): Promise<ToldConversation> {
  let nowMs = Date.now();
  const random = () => Math.floor(Math.random() * 2 ** 32);
  const stamp = () => ({ id: newId(++nowMs, random), createdAtMs: nowMs });
  const { id } = stamp();
  const conversation = newConversation({
    id,
    ownerId: "local",
    rootId: stamp().id,
    createdAtMs: nowMs,
    title: turns[0]?.question ?? "Told",
    titledBy: "import",
  });
  const nodes: ConversationNode[] = [];
  let parent = rootNode(conversation);
  const replyIds = turns.map(({ question, replies }) => {
    const asked = questionNode(stamp(), parent, question);
    nodes.push(asked);
    const versions = replies.map((text, at): ConversationNode => {
      const first = { ...replyNode(stamp(), asked), status: "done" as const };
      const before = nodes.at(-1) as ConversationNode;
      const node = at === 0 ? first : editedReply(stamp(), before, text);
      const told: ConversationNode = { ...node, parts: [{ type: "text", text }] };
      nodes.push(told);
      return told;
    });
    parent = versions.at(-1) as ConversationNode;
    return versions.map((version) => version.id);
  });
  const lines = [
    JSON.stringify({ type: "grok-export", version: 1, exportedAtMs: nowMs }),
    conversationLine(conversation),
    ...nodes.map(nodeLine),
  ];
  const data = new TextEncoder().encode(`${lines.join("\n")}\n`);
  const report = await clientOf(url).importConversations({ data });
  assert.deepEqual(report.problems, []);
  return { conversationId: conversation.id, replyIds };
}

/** The texts of all replies of a conversation as the server at `url` holds them, oldest first. */
export async function repliesOf(url: string, conversationId: string): Promise<string[]> {
  const request = { conversationId, format: ExportFormat.JSONL };
  const decoder = new TextDecoder();
  let text = "";
  for await (const { data } of clientOf(url).exportConversation(request))
    text += decoder.decode(data, { stream: true });
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line))
    .filter(({ type, role }) => type === "node" && role === "assistant")
    .toSorted((left, right) => (left.id < right.id ? -1 : 1))
    .map(({ parts }) => parts.map((part: { text: string }) => part.text).join(""));
}

function clientOf(url: string) {
  return createClient(ConversationService, createConnectTransport({ baseUrl: url, httpVersion: "1.1" }));
}
