import assert from "node:assert/strict";
import { describe, test } from "node:test";
import {
  sampleAnswer,
  sampleCitations,
  sampleConversation,
  sampleId,
  sampleQuestion,
  sampleReply,
  sampleTree,
} from "../test/sample-tree.ts";
import { messageBytesMax } from "./message-text.ts";
import {
  askedProvenance,
  continuedReply,
  editedReply,
  questionNode,
  regeneratedReply,
  rootNode,
} from "./new-node.ts";
import type { ConversationNode, NodeId } from "./node.ts";
import { validateConversation, validateNewNode } from "./validate-node.ts";

const { conversation, root, nodes } = sampleTree();
const stamp = { id: sampleId(100), createdAtMs: 9 };
const [question, answer] = [nodes[0]!, nodes[1]!];
const known = new Map<NodeId, ConversationNode>([root, ...nodes].map((node) => [node.id, node]));
const validate = (node: ConversationNode) => validateNewNode(node, (id) => known.get(id));

describe("node makers", () => {
  test("make nodes that may stand where they say", () => {
    validate(questionNode(stamp, root, "hello"));
    validate(questionNode(stamp, root, "hello, in other words", question.id));
    validate(questionNode(stamp, answer, "and?"));
    validate(sampleReply(100, question));
    validate(regeneratedReply(stamp, answer));
    validate(continuedReply(stamp, answer));
    validate(editedReply(stamp, answer, "better"));
  });

  test("a rewritten question tells what it was made from", () => {
    assert.equal(questionNode(stamp, root, "hello").origin, "typed");
    const edited = questionNode(stamp, root, "hello", question.id);
    assert.deepEqual([edited.origin, edited.editedFrom], ["edited", question.id]);
  });

  test("a continued reply begins with the text and is running; an edited one is done", () => {
    const continued = continuedReply(stamp, answer);
    assert.deepEqual(continued.parts, answer.parts);
    assert.deepEqual([continued.status, continued.editedFrom], ["running", answer.id]);
    const edited = editedReply(stamp, answer, "better");
    assert.deepEqual(edited.parts, [{ type: "text", text: "better" }]);
    assert.deepEqual([edited.status, edited.editedFrom, edited.provenance], ["done", answer.id, null]);
  });

  test("an edited reply keeps the citations that its text still makes, a continued one all", () => {
    const second = { ...sampleCitations[0]!, number: 2 };
    const citing = { ...answer, citations: [...sampleCitations, second] };
    assert.deepEqual(editedReply(stamp, citing, "Three in twenty minutes [2]").citations, [second]);
    assert.deepEqual(editedReply(stamp, citing, "Nothing").citations, []);
    assert.deepEqual(continuedReply(stamp, citing).citations, citing.citations);
  });

  test("a reply that goes on from an edited text says so, and so does one that goes on from that", () => {
    const provenance = askedProvenance({ modelAsked: "grok", mode: "regular", think: false });
    const edited = { ...editedReply(stamp, answer, "better"), provenance };
    const continued = continuedReply(stamp, edited, provenance);
    assert.deepEqual(continued.provenance?.notes, ["continued-from-edit"]);
    const again = continuedReply(stamp, { ...continued, status: "done" }, provenance);
    assert.deepEqual(again.provenance?.notes, ["continued-from-edit"]);
    assert.deepEqual(continuedReply(stamp, answer, provenance).provenance?.notes, []);
  });

  test("every version of a summary sums up the same branch", () => {
    const summary = { ...answer, sourceId: nodes[4]!.id };
    const versions = [
      regeneratedReply(stamp, summary),
      continuedReply(stamp, summary),
      editedReply(stamp, summary, "shorter"),
    ];
    for (const version of versions) {
      validate(version);
      assert.equal(version.sourceId, summary.sourceId);
    }
  });

  test("a regenerated reply starts empty", () => {
    const again = regeneratedReply(stamp, answer);
    assert.deepEqual(again.parts, []);
    assert.deepEqual([again.status, again.editedFrom, again.parentId], ["running", null, question.id]);
  });

  test("a reply that is being written is not edited or continued, but another may be asked for", () => {
    const running = sampleReply(50, question);
    assert.throws(() => editedReply(stamp, running, "x"), { code: "bad-input" });
    assert.throws(() => continuedReply(stamp, running), { code: "bad-input" });
    assert.equal(regeneratedReply(stamp, running).parentId, question.id);
  });

  test("a question is no reply", () => {
    assert.throws(() => regeneratedReply(stamp, question), { code: "bad-input" });
    assert.throws(() => editedReply(stamp, root, "x"), { code: "bad-input" });
  });
});

describe("validateNewNode", () => {
  const fails = (node: ConversationNode, code: string) => assert.throws(() => validate(node), { code });

  test("roles alternate, and no reply hangs from the root", () => {
    fails(sampleQuestion(100, question), "bad-input");
    fails(sampleAnswer(100, answer), "bad-input");
    fails(sampleAnswer(100, root), "bad-input");
    fails({ ...sampleQuestion(100, root), role: "root" }, "bad-input");
    fails({ ...sampleQuestion(100, root), parentId: null }, "bad-input");
  });

  test("the parent is there, of the same conversation, and visible", () => {
    fails(sampleQuestion(100, { id: sampleId(99), conversationId: conversation.id }), "parent-missing");
    fails({ ...sampleQuestion(100, root), conversationId: sampleId(200) }, "wrong-place");
    const hidden = { ...answer, archivedAtMs: 7 };
    const below = sampleQuestion(100, hidden);
    const find = () => hidden;
    assert.throws(() => validateNewNode(below, find), { code: "wrong-place" });
    validateNewNode({ ...below, archivedAtMs: 7 }, find);
  });

  test("a node is made from a sibling of the same role, not from itself", () => {
    fails({ ...sampleQuestion(100, root), editedFrom: answer.id }, "wrong-place");
    fails({ ...sampleQuestion(100, root), editedFrom: sampleId(99) }, "wrong-place");
    fails({ ...sampleQuestion(100, root), editedFrom: sampleId(100) }, "wrong-place");
    fails({ ...sampleAnswer(100, question), editedFrom: sampleId(9) }, "wrong-place");
  });

  test("ids, times and texts are those that can be stored", () => {
    fails({ ...sampleQuestion(100, root), id: "m1" }, "bad-input");
    fails({ ...sampleQuestion(100, root), createdAtMs: -1 }, "bad-input");
    fails(sampleQuestion(100, root, "\ud800"), "bad-input");
    fails(sampleQuestion(100, root, "a\0b"), "bad-input");
    fails({ ...sampleQuestion(100, root), name: "n".repeat(1_001) }, "bad-input");
  });

  test("a message of 1 MiB is taken and a longer one refused with both numbers", () => {
    validate(sampleQuestion(100, root, "a".repeat(messageBytesMax)));
    assert.throws(() => validate(sampleQuestion(100, root, "a".repeat(messageBytesMax + 1))), {
      code: "bad-input",
      message: /1048577 bytes.*limit is 1048576/,
    });
    validate(sampleAnswer(100, question, "a".repeat(messageBytesMax + 1)));
  });
});

test("a conversation and its root can be stored", () => {
  validateConversation(sampleConversation(300));
  assert.deepEqual(rootNode(conversation), root);
  for (const change of [{ id: "x" }, { rootId: "x" }, { ownerId: "" }, { title: "t".repeat(1_001) }])
    assert.throws(() => validateConversation(sampleConversation(300, change)), { code: "bad-input" });
});
