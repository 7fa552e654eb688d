import assert from "node:assert/strict";
import { test } from "node:test";
import { create, fromBinary, toBinary } from "@bufbuild/protobuf";
import type { ConversationNode, NodeOutline, NodeShape, RunEvent } from "@grok/conversation";
import {
  GetOutlineResponseSchema,
  NodeSchema,
  nodeFromMessage,
  nodeToMessage,
  outlineFromColumns,
  outlineToColumns,
  RunEventSchema,
  runEventFromMessage,
  runEventToMessage,
  shapeFromColumns,
  shapeToColumns,
  TreeShapeSchema,
} from "@grok/protocol";
import fc from "fast-check";

/** Plain objects: fast-check draws some without a prototype, which no message becomes. */
const record = <T>(model: { [K in keyof T]: fc.Arbitrary<T[K]> }) =>
  fc.record(model, { noNullPrototype: true });
const text = fc.string({ unit: "binary", maxLength: 40 }).map((value) => value.toWellFormed());
const count = fc.nat(1_000_000);
const timeMs = fc.integer({ min: 1, max: 4_000_000_000_000 });
const role = fc.constantFrom("root", "user", "assistant");
const status = fc.constantFrom("running", "done", "stopped", "interrupted", "failed");
const origin = fc.constantFrom("typed", "generated", "edited", "regenerated", "continued", "imported");
const uuid = fc.uuid({ version: 7 });

const provenance = record({
  modelAsked: text,
  modelId: text,
  modelTitle: text,
  provider: text,
  mode: fc.constantFrom("regular", "fun"),
  think: fc.boolean(),
  deepSearch: fc.boolean(),
  answeredBy: fc.constantFrom("model", "code"),
  finishReason: text,
  promptTokens: count,
  cachedTokens: count,
  outputTokens: count,
  contextTokens: count,
  firstTokenMs: count,
  durationMs: count,
  notes: fc.array(text, { maxLength: 3 }),
});

const reading = record({
  query: text,
  asOfMs: timeMs,
  postsMatched: count,
  searchedBackToMs: timeMs,
  complete: fc.boolean(),
});

const citations = fc.array(
  record({
    number: fc.integer({ min: 1, max: 99 }),
    source: text,
    sourceId: text,
    author: text,
    handle: text,
    quote: text,
    url: fc.oneof(fc.constant(""), fc.webUrl()),
    postedAtMs: timeMs,
  }),
  { maxLength: 3 },
);

const node: fc.Arbitrary<ConversationNode> = record({
  id: uuid,
  conversationId: uuid,
  parentId: fc.option(uuid),
  role,
  status,
  origin,
  editedFrom: fc.option(uuid),
  sourceId: fc.option(uuid),
  parts: fc.array(
    fc.oneof(
      record({ type: fc.constant("text" as const), text }),
      record({ type: fc.constant("reasoning" as const), text, durationMs: count }),
    ),
    { maxLength: 3 },
  ),
  provenance: fc.option(
    fc.oneof(
      provenance,
      fc.tuple(provenance, reading).map(([made, live]) => ({ ...made, live })),
    ),
  ),
  citations,
  failure: fc.option(record({ code: text, message: text })),
  name: text,
  bookmarked: fc.boolean(),
  archivedAtMs: fc.option(timeMs),
  createdAtMs: timeMs,
});

const event: fc.Arbitrary<RunEvent> = fc
  .tuple(
    fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
    fc.oneof(
      record({
        type: fc.constant("started" as const),
        modelId: text,
        modelTitle: text,
        promptTokens: count,
        cachedTokens: count,
        contextTokens: count,
      }),
      record({ type: fc.constantFrom("text" as const, "reasoning" as const), text }),
      record({ type: fc.constant("rewound" as const), length: count }),
      record({
        type: fc.constant("notice" as const),
        code: fc.constantFrom(
          "queued" as const,
          "loading" as const,
          "model-warning" as const,
          "searching-posts" as const,
        ),
        message: text,
      }),
      record({ type: fc.constant("posts-read" as const), reading, citations }),
      record({ type: fc.constant("ended" as const), node }),
    ),
  )
  .map(([seq, body]) => ({ seq, ...body }));

/** Trees as stores give them: parents first. */
const shape: fc.Arbitrary<NodeShape[]> = fc.uniqueArray(uuid, { minLength: 1, maxLength: 30 }).chain((ids) =>
  fc.tuple(
    ...ids.map((id, row) =>
      record({
        id: fc.constant(id),
        parentId: row === 0 ? fc.constant(null) : fc.nat(row - 1).map((parent) => ids[parent]!),
        role,
        status,
        origin,
        archivedAtMs: fc.option(timeMs),
        lastChildId: fc.option(fc.constantFrom(...ids)),
      }),
    ),
  ),
);

test("any node comes back equal after travelling as bytes", () => {
  fc.assert(
    fc.property(node, (original) => {
      const bytes = toBinary(NodeSchema, nodeToMessage(original));
      assert.deepEqual(nodeFromMessage(fromBinary(NodeSchema, bytes)), original);
    }),
  );
});

test("any run event comes back equal after travelling as bytes", () => {
  fc.assert(
    fc.property(event, (original) => {
      const bytes = toBinary(RunEventSchema, runEventToMessage(original));
      assert.deepEqual(runEventFromMessage(fromBinary(RunEventSchema, bytes)), original);
    }),
  );
});

test("any tree comes back equal from its columns", () => {
  fc.assert(
    fc.property(shape, (original) => {
      const bytes = toBinary(TreeShapeSchema, shapeToColumns(original));
      assert.deepEqual(shapeFromColumns(fromBinary(TreeShapeSchema, bytes)), original);
    }),
  );
});

test("any outline comes back equal from its columns", () => {
  const outline = fc.array(
    record<NodeOutline>({
      id: uuid,
      preview: text,
      chars: count,
      mode: fc.option(fc.constantFrom("regular", "fun")),
      modelName: fc.constantFrom("", "Tiny 1", "Able 8B"),
      name: text,
      bookmarked: fc.boolean(),
    }),
    { maxLength: 20 },
  );
  fc.assert(
    fc.property(outline, (original) => {
      const bytes = toBinary(GetOutlineResponseSchema, outlineToColumns(original));
      assert.deepEqual(outlineFromColumns(fromBinary(GetOutlineResponseSchema, bytes)), original);
    }),
  );
});

test("an outline whose columns differ in length or point outside is refused", () => {
  const id = "01920000-0000-7000-8000-000000000001";
  const row = { id, preview: "", chars: 0, mode: null, modelName: "", name: "n", bookmarked: true };
  const columns = outlineToColumns([row]);
  for (const change of [
    { previews: [] },
    { chars: [] },
    { models: [0] },
    { models: [-2] },
    { namedRows: [1] },
    { names: [] },
    { bookmarkedRows: [-1] },
    { ids: new Uint8Array(15) },
  ])
    assert.throws(() => outlineFromColumns({ ...columns, ...change }), { code: "bad-message" });
});

test("a tree of 20,000 nodes takes at most 30 bytes a node", () => {
  const id = (row: number) => `01920000-0000-7000-8000-${row.toString(16).padStart(12, "0")}`;
  const rows = Array.from(
    { length: 20_000 },
    (_, row): NodeShape => ({
      id: id(row),
      parentId: row === 0 ? null : id(Math.floor((row - 1) / 2)),
      role: row === 0 ? "root" : row % 2 === 0 ? "assistant" : "user",
      status: "done",
      origin: "generated",
      archivedAtMs: null,
      lastChildId: row * 2 + 1 < 20_000 ? id(row * 2 + 1) : null,
    }),
  );
  assert.ok(toBinary(TreeShapeSchema, shapeToColumns(rows)).length < 20_000 * 30);
});

test("a message that says nothing of its role, or says something newer, is refused with the known ones", () => {
  assert.throws(() => nodeFromMessage(create(NodeSchema, { id: "x" })), {
    code: "bad-message",
    message: "0 is not a role; known are 1 (root), 2 (user), 3 (assistant)",
  });
});

test("columns of different lengths, and rows that point outside, are refused", () => {
  const columns = shapeToColumns([
    {
      id: "01920000-0000-7000-8000-000000000001",
      parentId: null,
      role: "root",
      status: "done",
      origin: "typed",
      archivedAtMs: null,
      lastChildId: null,
    },
  ]);
  assert.throws(() => shapeFromColumns({ ...columns, parents: [-1, 0] }), { code: "bad-message" });
  assert.throws(() => shapeFromColumns({ ...columns, lastChildren: [1] }), { code: "bad-message" });
  assert.throws(() => shapeFromColumns({ ...columns, ids: new Uint8Array(15) }), { code: "bad-message" });
});

test("an id that is no UUID is refused before it is written", () => {
  const row = {
    parentId: null,
    role: "root",
    status: "done",
    origin: "typed",
    archivedAtMs: null,
    lastChildId: null,
  } as const;
  for (const id of ["", "01920000-0000-7000-8000-00000000000g", "01920000-0000-7000-8000-0000000000011"])
    assert.throws(() => shapeToColumns([{ ...row, id }]), { code: "bad-message" });
});
