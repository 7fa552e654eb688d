import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import {
  buildTree,
  type ConversationNode,
  continuedReply,
  editedReply,
  exportLines,
  importExport,
  isVisible,
  leafBelow,
  nodeAt,
  nodesToArchive,
  nodesToRestore,
  pathTo,
  questionNode,
  regeneratedReply,
  replyNode,
  resolveLeaf,
  siblingsOf,
  type Tree,
  treeCounts,
  treeHash,
  validateNewNode,
  withNodes,
} from "@grok/conversation";
import fc from "fast-check";
import { countsOf } from "./import-counts.ts";
import { MemoryStore } from "./memory-store.ts";
import { sampleId, sampleStartMs, sampleTree } from "./sample-tree.ts";

type NodeTree = Tree<ConversationNode>;
type Step = { do: string; at: number };

const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.record({
    do: fc.constantFrom("ask", "rewrite", "answer", "regenerate", "continue", "edit", "archive", "restore"),
    at: fc.nat(),
  }),
  { maxLength: 60 },
);

/** What a person may do to the `at`-th node; `tree` itself where that makes no sense there. */
function take(tree: NodeTree, step: Step, n: number): NodeTree {
  const ids = [...tree.nodes.keys()];
  const node = nodeAt(tree, ids[step.at % ids.length]!);
  if (step.do === "archive")
    return node.role === "root" ? tree : archived(tree, nodesToArchive(tree, node.id), n);
  if (step.do === "restore") return restored(tree, node);
  const made = isVisible(node) ? makeNode(step.do, node, n) : null;
  if (made === null) return tree;
  validateNewNode(made, (id) => tree.nodes.get(id));
  return withNodes(tree, [made]);
}

function makeNode(what: string, node: ConversationNode, n: number): ConversationNode | null {
  const stamp = { id: sampleId(1_000 + n), createdAtMs: sampleStartMs + 1_000 + n };
  const text = `${what} ${n} “${"😀\n".repeat(n % 3)}”`;
  const whole = (reply: ConversationNode): ConversationNode => ({
    ...reply,
    status: n % 4 === 0 ? "stopped" : "done",
    parts: [...reply.parts, { type: "reasoning", text: "hm", durationMs: n }, { type: "text", text }],
  });
  const parent = { id: node.parentId ?? "", conversationId: node.conversationId };
  if (node.role === "assistant") {
    if (what === "ask") return questionNode(stamp, node, text);
    if (what === "regenerate") return whole(regeneratedReply(stamp, node));
    if (what === "continue") return whole(continuedReply(stamp, node));
    if (what === "edit") return { ...editedReply(stamp, node, text), name: "kept", bookmarked: true };
    return null;
  }
  if (what === "ask" && node.role === "root") return questionNode(stamp, node, text);
  if (node.role === "root") return null;
  if (what === "rewrite") return questionNode(stamp, parent, text, node.id);
  if (what === "answer") return whole(replyNode(stamp, node));
  return null;
}

function archived(tree: NodeTree, ids: readonly string[], archivedAtMs: number | null): NodeTree {
  return withNodes(
    tree,
    ids.map((id) => ({ ...nodeAt(tree, id), archivedAtMs })),
  );
}

function restored(tree: NodeTree, node: ConversationNode): NodeTree {
  try {
    return archived(tree, nodesToRestore(tree, node.id), null);
  } catch (error) {
    // Below another archived node: nothing happens.
    assert.equal((error as { code: string }).code, "wrong-place");
    return tree;
  }
}

function grow(sequence: readonly Step[]): NodeTree {
  const { root, nodes } = sampleTree();
  return sequence.reduce((tree, step, n) => take(tree, step, n + 1), buildTree([root, ...nodes]));
}

const digest = (text: string) => createHash("sha256").update(text).digest("hex");

test("no sequence of operations makes an orphan, a cycle or a second root", () => {
  fc.assert(
    fc.property(steps, (sequence) => {
      const tree = grow(sequence);
      // `buildTree` throws for each of the three.
      assert.deepEqual(buildTree([...tree.nodes.values()].reverse()), tree);
    }),
  );
});

test("after any sequence of operations what is visible can be reached, and every cursor leads to something visible", () => {
  fc.assert(
    fc.property(steps, (sequence) => {
      const tree = grow(sequence);
      for (const node of tree.nodes.values()) {
        const path = pathTo(tree, node.id);
        if (isVisible(node)) assert.ok(path.every(isVisible));
        assert.equal(
          siblingsOf(tree, node.id).ids[siblingsOf(tree, node.id).index],
          isVisible(node) ? node.id : undefined,
        );
        const leaf = nodeAt(tree, resolveLeaf(tree, node.id));
        assert.ok(isVisible(leaf));
      }
      const leaf = leafBelow(tree, tree.rootId);
      assert.equal(leafBelow(tree, leaf), leaf);
      const { messages, archived: hidden } = treeCounts(tree);
      assert.equal(messages + hidden + 1, tree.nodes.size);
    }),
  );
});

test("an archiving and its undo leave the tree as it was", () => {
  fc.assert(
    fc.property(steps, fc.nat(), (sequence, at) => {
      const tree = grow(sequence);
      const ids = [...tree.nodes.keys()].slice(1);
      const id = ids[at % ids.length]!;
      const hidden = nodesToArchive(tree, id);
      if (hidden.length === 0) return;
      const after = archived(tree, hidden, 1_000_000);
      assert.deepEqual(archived(after, nodesToRestore(after, id), null), tree);
    }),
  );
});

test("export, then import, gives the identical tree, whatever the file is cut into", async () => {
  const { conversation } = sampleTree();
  await fc.assert(
    fc.asyncProperty(
      steps,
      fc.array(fc.nat(200), { minLength: 1, maxLength: 20 }),
      async (sequence, sizes) => {
        const tree = grow(sequence);
        const nodes = [...tree.nodes.values()];
        const updated = { ...conversation, title: "Sea — 海", updatedAtMs: sampleStartMs + 5_000 };
        const lines = await Array.fromAsync(exportLines([{ conversation: updated, nodes }], 7));
        const store = new MemoryStore();
        const report = await importExport(store, "eve", cut(`${lines.join("\n")}\n`, sizes));
        assert.deepEqual(countsOf(report), [1, nodes.length - 1, 0, []]);
        const stored = await store.conversation("eve", conversation.id);
        const ids = (await store.shape("eve", conversation.id)).map((shape) => shape.id);
        const back = await store.nodes("eve", conversation.id, ids);
        assert.equal(treeHash(stored, back, digest), treeHash(updated, nodes, digest));
        assert.deepEqual(new Map(back.map((node) => [node.id, node])), new Map(tree.nodes));
      },
    ),
    { numRuns: 40 },
  );
});

function* cut(text: string, sizes: readonly number[]): Generator<string> {
  let at = 0;
  for (let n = 0; at < text.length; n++) {
    const size = 1 + (sizes[n % sizes.length] ?? 0);
    yield text.slice(at, at + size);
    at += size;
  }
}
