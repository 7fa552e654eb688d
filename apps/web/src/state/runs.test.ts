import assert from "node:assert/strict";
import { test } from "node:test";
import {
  type ConversationNode,
  foldRunEvent,
  type NodePart,
  newId,
  questionNode,
  type RunEvent,
  replyNode,
  rootNode,
  textOf,
} from "@grok/conversation";
import fc from "fast-check";
import type { Action } from "./action.ts";
import type { ChangeBody } from "./change.ts";
import { resumePoint } from "./connection.ts";
import { defaultLook } from "./look.ts";
import { partsOf } from "./runs.ts";
import { newWorkspace, reduce, type Workspace } from "./workspace.ts";

let serial = 0;
const id = () => newId(1_700_000_000_000, () => ++serial * 7919);
const conversationId = id();
const root = rootNode({ id: conversationId, rootId: id(), createdAtMs: 1 });
const question = questionNode({ id: id(), createdAtMs: 2 }, root, "Why?");
const reply = replyNode({ id: id(), createdAtMs: 3 }, question);
const row = {
  id: conversationId,
  title: "Why?",
  createdAtMs: 1,
  updatedAtMs: 3,
  archivedAtMs: null,
  branches: 1,
  running: true,
  instructions: "",
};
const saved = { viewId: "v", draft: "", queue: [], anchorId: null, editing: null };

const changes = (...bodies: ChangeBody[]): Action => ({
  type: "changes-arrived",
  changes: bodies.map((body) => ({ number: 0, ...body })),
});
const events = (...list: RunEvent[]): ChangeBody => ({
  type: "run-events",
  runId: reply.id,
  conversationId,
  events: list,
});
const told = (...nodes: ConversationNode[]): ChangeBody => ({ type: "nodes", conversationId, nodes });
const snapshot = (seq: number, parts: readonly NodePart[]): ChangeBody => ({
  type: "run-snapshot",
  runId: reply.id,
  conversationId,
  seq,
  node: { ...reply, parts },
});
const opened = (nodes: readonly ConversationNode[]): Action => ({
  type: "conversation-opened",
  paneId: "1",
  row,
  shape: nodes.map((node) => ({ ...node, lastChildId: null })),
  nodes,
  leafId: nodes.at(-1)!.id,
  draft: "",
  anchorId: null,
  jumpTo: null,
});
const after = (workspace: Workspace, ...actions: Action[]) => actions.reduce(reduce, workspace);
const open = after(newWorkspace(defaultLook), opened([root, question]));

function shownText(workspace: Workspace): string {
  const body = workspace.trees.loaded[conversationId]?.bodies.get(reply.id);
  return body === undefined ? "" : textOf({ parts: partsOf(body, workspace.runs.live[reply.id]) });
}

test("text grows by events, each taken once", () => {
  const grown = after(
    open,
    changes(told(reply)),
    changes(events({ seq: 1, type: "text", text: "Be" }, { seq: 2, type: "text", text: "cause" })),
    changes(events({ seq: 2, type: "text", text: "cause" }, { seq: 3, type: "text", text: " it is." })),
  );
  assert.equal(shownText(grown), "Because it is.");
  assert.equal(resumePoint(grown.connection, grown.runs).runAfter[reply.id], 3);
});

test("a gap stops the text and leaves the run out of the resume point, until a snapshot mends it", () => {
  const gapped = after(
    open,
    changes(told(reply)),
    changes(events({ seq: 1, type: "text", text: "a" })),
    changes(events({ seq: 3, type: "text", text: "c" })),
  );
  assert.equal(shownText(gapped), "a");
  assert.deepEqual(resumePoint(gapped.connection, gapped.runs).runAfter, {});
  const mended = after(gapped, changes(snapshot(3, [{ type: "text", text: "abc" }])));
  assert.equal(shownText(mended), "abc");
  assert.equal(mended.runs.live[reply.id]?.broken, false);
});

test("events of a run that nobody announced wait for a snapshot", () => {
  const unknown = after(open, changes(events({ seq: 1, type: "text", text: "x" })));
  assert.equal(unknown.runs.live[reply.id]?.broken, true);
});

test("an answer composed before the end does not bring a running reply back", () => {
  const node: ConversationNode = { ...reply, status: "done", parts: [{ type: "text", text: "Done." }] };
  const ended = after(open, changes(told(reply)), changes(events({ seq: 1, type: "ended", node })));
  const late = after(ended, opened([root, question, reply]), changes(told(reply)));
  assert.equal(shownText(late), "Done.");
  assert.equal(late.trees.loaded[conversationId]?.tree.nodes.get(reply.id)?.status, "done");
  assert.deepEqual(late.runs.live, {});
});

test("what is told while a conversation is being opened is not lost", () => {
  const waiting = after(
    newWorkspace(defaultLook),
    { type: "open-requested", paneId: "1", conversationId, saved },
    changes(told(question, reply)),
  );
  const done = after(waiting, opened([root]));
  assert.ok(done.trees.loaded[conversationId]?.tree.nodes.has(reply.id));
});

test("a refused start takes back what was shown, and the question returns to the composer", () => {
  const begun = after(newWorkspace(defaultLook), { type: "conversation-begun", paneId: "1", root, saved });
  const typed = after(begun, { type: "draft-typed", paneId: "1", conversationId, draft: "Why?" });
  const asked = after(typed, {
    type: "run-asked",
    paneId: "1",
    nodes: [question, reply],
    reply,
    stay: false,
    fromDraft: "Why?",
  });
  assert.equal(asked.views.views[`1/${conversationId}`]?.draft, "");
  const refused = after(asked, {
    type: "run-refused",
    paneId: "1",
    conversationId,
    runId: reply.id,
    nodeIds: [question.id, reply.id],
    leafId: root.id,
    ask: { text: "Why?", parentId: root.id, questionId: question.id, replyId: reply.id },
    problem: { kind: "storage-full", message: "" },
  });
  const view = refused.views.views[`1/${conversationId}`];
  assert.deepEqual([view?.draft, view?.leafId], ["Why?", root.id]);
  assert.equal(refused.trees.loaded[conversationId]?.tree.nodes.size, 1);
  assert.deepEqual(refused.runs.live, {});
});

// --- any way of hearing of a run gives the same in the end

const anyBody = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({ type: fc.constant("text" as const), text: fc.string({ maxLength: 6 }) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ type: fc.constant("reasoning" as const), text: fc.string({ maxLength: 6 }) }),
  },
  { weight: 1, arbitrary: fc.record({ type: fc.constant("rewound" as const), length: fc.nat(20) }) },
);

/** What can happen on the way: each takes the reader to event `to`, or tells again what it knows. */
const anyStep = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ kind: fc.constant("events" as const), from: fc.nat(30), to: fc.nat(30) }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("snapshot" as const), to: fc.nat(30) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("told" as const) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("opened" as const), to: fc.nat(30) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("reset" as const) }) },
);

test("however snapshots, events and answers come, and come again, the text is the same", () => {
  fc.assert(
    fc.property(
      fc.array(anyBody, { maxLength: 24 }),
      fc.array(anyStep, { maxLength: 24 }),
      fc.constantFrom("ended" as const, "snapshot" as const, "told" as const),
      (bodies, steps, last) => {
        const list: RunEvent[] = bodies.map((body, at) => ({ seq: at + 1, ...body }) as RunEvent);
        const partsAfter = (count: number) =>
          list.slice(0, count).reduce<readonly NodePart[]>(foldRunEvent, reply.parts);
        const final: ConversationNode = { ...reply, status: "done", parts: partsAfter(list.length) };

        let workspace = open;
        for (const step of steps) {
          const to = "to" in step ? Math.min(step.to, list.length) : 0;
          switch (step.kind) {
            case "events":
              workspace = after(workspace, changes(events(...list.slice(Math.min(step.from, to), to))));
              break;
            case "snapshot":
              workspace = after(workspace, changes(snapshot(to, partsAfter(to))));
              break;
            case "told":
              workspace = after(workspace, changes(told(question, reply)));
              break;
            case "opened":
              workspace = after(workspace, opened([root, question, { ...reply, parts: partsAfter(to) }]));
              break;
            case "reset":
              workspace = after(workspace, changes({ type: "hello", epoch: "e", after: 0, reset: true }));
          }
          const run = workspace.runs.live[reply.id];
          // At no moment does the reader have anything but a state that the run was in.
          if (run !== undefined && !run.broken) assert.deepEqual(run.parts, partsAfter(run.seq));
        }
        const ends: Record<typeof last, ChangeBody> = {
          ended: events({ seq: list.length + 1, type: "ended", node: final }),
          snapshot: {
            type: "run-snapshot",
            runId: reply.id,
            conversationId,
            seq: list.length + 1,
            node: final,
          },
          told: told(final),
        };
        workspace = after(workspace, changes(told(question)), changes(ends[last]));
        workspace = after(workspace, opened([root, question, reply]), changes(told(reply)));
        assert.equal(shownText(workspace), textOf(final));
        assert.deepEqual(workspace.runs.live, {});
        assert.equal(workspace.trees.loaded[conversationId]?.tree.nodes.get(reply.id)?.status, "done");
      },
    ),
    { numRuns: 500 },
  );
});
