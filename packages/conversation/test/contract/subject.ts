import { test } from "node:test";
import type { Conversation, ConversationNode, ConversationStore, Run, RunStart } from "@grok/conversation";
import { rootNode } from "@grok/conversation";
import { sampleConversation, sampleQuestion, sampleReply, sampleTree } from "../sample-tree.ts";

/** One empty store under test. */
export interface ContractSubject {
  store: ConversationStore;
  /** Closes the store and opens another on the same data, as a restart does. */
  reopen(): Promise<ConversationStore>;
  /** Frees what `open` made, the stores included. */
  dispose(): Promise<void>;
}

/** A way to register tests that each get a store of their own. */
export function storeTests(open: () => Promise<ContractSubject>) {
  return (
    name: string,
    body: (store: ConversationStore, reopen: () => Promise<ConversationStore>) => Promise<void>,
  ) =>
    test(name, async () => {
      const subject = await open();
      try {
        await body(subject.store, () => subject.reopen());
      } finally {
        await subject.dispose();
      }
    });
}

/** `store` with the sample conversation in it. */
export async function withSample(store: ConversationStore) {
  const sample = sampleTree();
  await store.createConversation(sample.conversation);
  await store.addNodes(sample.conversation.ownerId, sample.conversation.id, sample.nodes);
  return { ...sample, ownerId: sample.conversation.ownerId, id: sample.conversation.id };
}

/** A first message: conversation `n`, root `n + 1`, question `n + 2`, reply `n + 3`. */
export function sampleStart(
  n: number,
  change: { ownerId?: string; viewId?: string | null; text?: string } = {},
): RunStart & { readonly question: ConversationNode; readonly reply: ConversationNode } {
  const { ownerId = "ada", viewId = null, text } = change;
  const conversation = sampleConversation(n, { ownerId });
  const question = sampleQuestion(n + 2, rootNode(conversation), text);
  const reply = sampleReply(n + 3, question);
  return {
    conversation,
    nodes: [question, reply],
    run: sampleRun(conversation, reply),
    viewId,
    question,
    reply,
  };
}

export function sampleRun(conversation: Conversation, reply: ConversationNode): Run {
  return {
    id: reply.id,
    conversationId: conversation.id,
    ownerId: conversation.ownerId,
    kind: "answer",
    status: "live",
    seq: 0,
    foldedSeq: 0,
    heartbeatAtMs: reply.createdAtMs,
    startedAtMs: reply.createdAtMs,
  };
}

/** `reply` whole, saying `text`. */
export function finished(reply: ConversationNode, text: string): ConversationNode {
  return { ...reply, status: "done", parts: [{ type: "text", text }] };
}

/** Starts the sample run `n` and ends it with `text`. */
export async function answered(
  store: ConversationStore,
  n: number,
  text: string,
  change: Parameters<typeof sampleStart>[1] = {},
) {
  const start = sampleStart(n, change);
  await store.startRun(start);
  const node = finished(start.reply, text);
  await store.endRun({
    runId: start.run.id,
    node,
    events: [{ seq: 1, type: "ended", node }],
    generated: null,
  });
  return { ...start, node };
}
