import {
  type Conversation,
  type ConversationNode,
  type NodePart,
  newConversation,
  rootNode,
} from "@grok/conversation";
import fc from "fast-check";
import { sampleCitations, sampleId, sampleProvenance, sampleStartMs } from "../sample-tree.ts";

const text = fc.oneof(
  fc.string({ unit: "binary", maxLength: 30 }).map((each) => each.replaceAll("\0", "")),
  fc.constantFrom("", " ", "\n", "*(no text)*", "## You", '"]}', "\u2028", "<script>", "🧑‍🚀"),
);

const part: fc.Arbitrary<NodePart> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ type: fc.constant("text" as const), text }) },
  {
    weight: 1,
    arbitrary: fc.record({ type: fc.constant("reasoning" as const), text, durationMs: fc.nat() }),
  },
);

const step = fc.record({
  /** Which of the nodes so far it hangs from. */
  above: fc.nat(),
  parts: fc.array(part, { maxLength: 3 }),
  status: fc.constantFrom("done", "stopped", "interrupted", "failed"),
  origin: fc.constantFrom("typed", "generated", "edited", "imported"),
  name: text.map((each) => each.slice(0, 20).toWellFormed()),
  bookmarked: fc.boolean(),
  archived: fc.boolean(),
  made: fc.boolean(),
  edited: fc.boolean(),
});

/** Any conversation that can be stored, without its root. */
export const randomTree: fc.Arbitrary<{ conversation: Conversation; nodes: ConversationNode[] }> = fc
  .record({
    title: text,
    instructions: text,
    archived: fc.boolean(),
    steps: fc.array(step, { maxLength: 25 }),
  })
  .map(({ title, instructions, archived, steps }) => {
    const conversation: Conversation = {
      ...newConversation({
        id: sampleId(1),
        ownerId: "ada",
        rootId: sampleId(2),
        createdAtMs: sampleStartMs,
        title,
        titledBy: "user",
      }),
      instructions,
      updatedAtMs: sampleStartMs + 100,
      archivedAtMs: archived ? sampleStartMs + 200 : null,
    };
    const all: ConversationNode[] = [rootNode(conversation)];
    for (const [at, each] of steps.entries()) {
      const above = all[each.above % all.length]!;
      const role = above.role === "user" ? "assistant" : "user";
      const beside = all.find((node) => node.parentId === above.id);
      all.push({
        id: sampleId(10 + at),
        conversationId: conversation.id,
        parentId: above.id,
        role,
        status: role === "user" ? "done" : each.status,
        origin: each.origin,
        editedFrom: each.edited && beside !== undefined ? beside.id : null,
        sourceId: null,
        parts: each.parts,
        provenance: each.made && role === "assistant" ? sampleProvenance : null,
        citations: each.made && role === "assistant" ? sampleCitations : [],
        failure:
          each.status === "failed" && role === "assistant" ? { code: "engine-lost", message: "gone" } : null,
        name: each.name,
        bookmarked: each.bookmarked,
        archivedAtMs: above.archivedAtMs ?? (each.archived ? sampleStartMs + 300 : null),
        createdAtMs: sampleStartMs + at,
      });
    }
    return { conversation, nodes: all.slice(1) };
  });
