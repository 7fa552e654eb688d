import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { sampleAnswer, sampleId, sampleQuestion, sampleTree } from "../test/sample-tree.ts";
import { buildTree, parentsFirst, withNodes } from "./build-tree.ts";
import type { ConversationNode } from "./node.ts";

const { conversation, root, nodes } = sampleTree();
const all = [root, ...nodes];
const code = (expected: string) => (error: { code: string }) => error.code === expected;

test("nodes that arrive in any order build the same tree", () => {
  const expected = buildTree(all);
  fc.assert(
    fc.property(fc.shuffledSubarray(all, { minLength: all.length }), (shuffled) => {
      const tree = buildTree(shuffled);
      assert.deepEqual(tree, expected);
      assert.deepEqual([...tree.nodes.keys()], [...expected.nodes.keys()]);
    }),
  );
});

test("nodes that arrive one by one or in groups build the same tree as all at once", () => {
  const expected = buildTree(all);
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 7 }), (size) => {
      let tree = buildTree([root]);
      for (let at = 0; at < nodes.length; at += size)
        tree = withNodes(tree, nodes.slice(at, at + size).reverse());
      assert.deepEqual(tree, expected);
    }),
  );
});

test("children stand in the order of their ids, parents before children", () => {
  const tree = buildTree([...all].reverse());
  assert.deepEqual(tree.children.get(root.id), [sampleId(3), sampleId(8)]);
  const seen = new Set<string>();
  for (const node of tree.nodes.values()) {
    assert.ok(node.parentId === null || seen.has(node.parentId));
    seen.add(node.id);
  }
});

test("siblings made in the same millisecond keep one order", () => {
  const question = sampleQuestion(20, root);
  const twins = [3, 1, 2].map((last): ConversationNode => {
    const answer = sampleAnswer(21, question);
    return { ...answer, id: `${answer.id.slice(0, -1)}${last}` };
  });
  const ids = buildTree([root, question, ...twins]).children.get(question.id);
  assert.deepEqual(ids, twins.map((twin) => twin.id).sort());
});

test("a branch of 100,000 messages is built without recursion", () => {
  const chain: ConversationNode[] = [root];
  for (let n = 100; n < 100_100; n++) chain.push({ ...sampleQuestion(n, chain.at(-1)!), role: "user" });
  assert.equal(buildTree(chain.reverse()).nodes.size, 100_001);
});

test("an orphan is refused and named", () => {
  const orphan = sampleQuestion(30, { id: sampleId(29), conversationId: conversation.id });
  assert.throws(() => buildTree([...all, orphan]), {
    code: "parent-missing",
    message: new RegExp(`${orphan.id}.*${sampleId(29)}`),
  });
  assert.throws(() => withNodes(buildTree(all), [orphan]), code("parent-missing"));
});

test("a second root, no root and an id that comes twice are refused", () => {
  const second: ConversationNode = { ...root, id: sampleId(40) };
  assert.throws(() => buildTree([...all, second]), code("bad-input"));
  assert.throws(() => withNodes(buildTree(all), [second]), code("bad-input"));
  assert.throws(() => buildTree(nodes.slice(0, 0)), code("bad-input"));
  assert.throws(() => buildTree([...all, nodes[2]!]), code("conflict"));
  assert.throws(() => buildTree([{ ...root, role: "user" as const }]), code("bad-input"));
});

test("a cycle is refused", () => {
  const place = { conversationId: conversation.id };
  const left = sampleQuestion(50, { ...place, id: sampleId(51) });
  const right = sampleAnswer(51, left);
  assert.throws(() => buildTree([...all, left, right]), { code: "bad-input", message: /circle/ });
  assert.throws(() => withNodes(buildTree(all), [left, right]), code("bad-input"));
});

test("a known node is replaced, but never moved", () => {
  const tree = buildTree(all);
  const marked = { ...nodes[1]!, bookmarked: true };
  const changed = withNodes(tree, [marked]);
  assert.equal(changed.nodes.get(marked.id), marked);
  assert.equal(tree.nodes.get(marked.id), nodes[1]);
  assert.throws(() => withNodes(tree, [{ ...marked, parentId: root.id }]), code("wrong-place"));
});

test("parentsFirst puts no node before its parent, and refuses a cycle", () => {
  fc.assert(
    fc.property(fc.shuffledSubarray(nodes), (some) => {
      const ordered = parentsFirst(some);
      assert.equal(ordered.length, some.length);
      for (const [at, node] of ordered.entries())
        assert.ok(!ordered.slice(at).some((later) => later.id === node.parentId));
    }),
  );
  const left = sampleQuestion(50, { id: sampleId(51), conversationId: conversation.id });
  assert.throws(() => parentsFirst([left, sampleAnswer(51, left)]), code("bad-input"));
});
