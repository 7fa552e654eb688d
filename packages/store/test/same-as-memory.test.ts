import assert from "node:assert/strict";
import { test } from "node:test";
import {
  type ConversationNode,
  type ConversationStore,
  compareIds,
  type NodeShape,
} from "@grok/conversation";
import { MemoryStore } from "@grok/conversation/memory-store";
import { finished, sampleRun } from "@grok/conversation/sample-runs";
import {
  sampleAnswer,
  sampleConversation,
  sampleId,
  sampleQuestion,
  sampleReply,
} from "@grok/conversation/sample-tree";
import { openSqliteStore } from "@grok/store";
import fc from "fast-check";

/** One call to a store, right or wrong: `a` and `b` choose among the nodes that are there; 12 is one that never was. */
type Step = { do: string; a: number; b: number };

const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.record({
    do: fc.constantFrom(
      ...["ask", "answer", "both", "archive", "restore", "annotate", "retitle", "tell", "look", "hide"],
      ...["start", "append", "append", "fold", "end", "drop", "forget"],
    ),
    a: fc.nat(12),
    b: fc.nat(12),
  }),
  { minLength: 10, maxLength: 60 },
);

const conversation = sampleConversation(0);
const { id } = conversation;

/** Does the `n`-th step; gives what came of it, an error's code included. `shape`: the nodes that are there. */
async function take(
  store: ConversationStore,
  { do: what, a, b }: Step,
  n: number,
  shape: readonly NodeShape[],
): Promise<unknown> {
  const place = (at: number, among = shape) => {
    const chosen = at === 12 ? undefined : among[at % among.length];
    return { id: chosen?.id ?? sampleId(9_999), conversationId: id };
  };
  const users = shape.filter((node) => node.role === "user");
  const others = shape.filter((node) => node.role !== "user");
  /** Mostly where it may stand. */
  const [below, beside] = [place(a, b === 11 ? users : others), place(a, b === 11 ? others : users)];
  const [first, second] = [2 * n, 2 * n + 1];
  const reply: ConversationNode = {
    ...sampleReply(second, beside),
    ...(b % 4 === 0 && { editedFrom: place(b, others).id }),
    ...(a % 4 === 0 && { sourceId: place(a).id }),
  };
  const started = [...(await store.liveRuns("ada"))].at(-1);
  const calls: Record<string, () => Promise<unknown>> = {
    ask: () => store.addNodes("ada", id, [sampleQuestion(first, below, `words of ${n} and ${a % 3}`)]),
    answer: () => store.addNodes("ada", id, [sampleAnswer(second, beside, `reply ${b} to ${a % 3}`)]),
    both: () => {
      const question = sampleQuestion(first, below);
      return store.addNodes("ada", id, [sampleAnswer(second, question), question]);
    },
    archive: () => store.archiveBranch("ada", id, place(a).id, 1_000 + n),
    restore: () => store.restoreBranch("ada", id, place(a).id),
    annotate: () =>
      store.annotate("ada", id, place(a).id, b % 2 === 0 ? { name: `name ${b}` } : { bookmarked: b > 5 }),
    retitle: () => store.retitle("ada", id, `title ${b}`, a % 2 === 0 ? "code" : "user"),
    tell: () => store.setInstructions("ada", id, b === 11 ? "\0" : `be ${b}`),
    hide: () => store.archiveConversation("ada", id, b % 2 === 0 ? null : n),
    look: () =>
      store.saveView("ada", {
        id: `pane ${b % 2}`,
        conversationId: id,
        leafId: place(a).id,
        draft: a % 2 === 0 ? `${n}` : "",
        scrollAnchorId: null,
        savedAtMs: n,
      }),
    start: () => {
      const question = sampleQuestion(first, below);
      const answer = sampleReply(second, question);
      const nodes = b % 3 !== 0 ? [question, answer] : [reply];
      return store.startRun({
        conversation,
        nodes,
        run: sampleRun(conversation, reply),
        viewId: b > 6 ? "pane 0" : null,
      });
    },
    append: () => {
      const seq = (started?.seq ?? 0) + (b === 11 ? 2 : 1);
      return store.appendRunEvents(
        started?.id ?? place(a).id,
        [{ seq, type: "text", text: `piece ${n} ` }],
        n,
      );
    },
    fold: () =>
      store.foldRun(
        started?.id ?? place(a).id,
        [{ type: "text", text: `folded ${n}` }],
        b === 11 ? a : (started?.seq ?? 0),
      ),
    end: async () => {
      if (started === undefined) return null;
      const [running] = await store.nodes("ada", id, [started.id]);
      const node = finished(running!, `ended ${n}`);
      const generated = { modelDigest: "d", tokens: [n] };
      return store.endRun({
        runId: node.id,
        node,
        events: [{ seq: started.seq + 1, type: "ended", node }],
        generated,
      });
    },
    forget: () => store.dropViews(b > 6 ? Number.MAX_SAFE_INTEGER : n - 2),
    drop: () => store.dropRunEvents(b === 0 ? Number.MAX_SAFE_INTEGER : 0),
  };
  return calls[what]!().catch((error) => error.code ?? error);
}

/** Everything that can be asked of a store. */
async function everything(store: ConversationStore, count: number): Promise<unknown> {
  // The order of the shape is free beyond "parents first, siblings by id".
  const shape = (await store.shape("ada", id)).toSorted((left, right) => compareIds(left.id, right.id));
  const ids = shape.map((node) => node.id);
  const runs = [];
  for (const each of ids) {
    const run = await store.run("ada", each).catch(() => null);
    if (run !== null) runs.push(run, await store.runEvents("ada", each, 0));
  }
  const found = async (query: string, inside?: string) =>
    (await store.search("ada", query, 100, inside))
      .map(({ nodeId, excerpt, matches }) => `${nodeId} ${excerpt} ${matches}`)
      .sort();
  return {
    shape,
    runs,
    summary: await store.conversation("ada", id),
    nodes: await store.nodes("ada", id, ids),
    outline: (await store.outline("ada", id)).toSorted((left, right) => compareIds(left.id, right.id)),
    path: await store.path("ada", id, ids[count % ids.length]!),
    generated: await store.generated(id, ids),
    views: [
      await store.view("ada", "pane 0"),
      await store.view("ada", "pane 1"),
      await store.latestView("ada", id),
    ],
    stale: (await store.staleRuns(count)).map((run) => run.id).sort(),
    found: [
      await found("words 1"),
      await found("ended"),
      await found("reply"),
      await found("title"),
      await found("reply", id),
    ],
    diagnosis: (await store.diagnose({ mend: false, live: new Set(), nowMs: 1 })).findings
      .map((each) => each.code)
      .sort(),
  };
}

test("whatever is done to it, the store in SQLite answers as the one in memory does", async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (sequence) => {
      const stores: ConversationStore[] = [new MemoryStore(), await openSqliteStore(":memory:")];
      for (const store of stores) await store.createConversation(conversation);
      for (const [n, step] of sequence.entries()) {
        const shape = await stores[0]!.shape("ada", id);
        const outcomes = stores.map((store) => take(store, step, n + 2, shape));
        const [expected, actual] = await Promise.all(outcomes);
        assert.deepEqual(actual, expected, `step ${n}, ${step.do}`);
      }
      const [expected, actual] = await Promise.all(stores.map((store) => everything(store, sequence.length)));
      assert.deepEqual(actual, expected);
      for (const store of stores) await store.close();
    }),
    { numRuns: 60 },
  );
});
