import assert from "node:assert/strict";
import { test } from "node:test";
import type { ModelPart } from "@grok/model";
import { parseChunk } from "./answer-chunk.ts";
import { createAnswerParts } from "./answer-parts.ts";
import type { AnswerRoom } from "./answer-usage.ts";

const base = "http://models.example/v1";
const room: AnswerRoom = { outputTokensMax: undefined, contextTokens: undefined };

/** The parts of an answer whose choices have these deltas; `ends` are whole chunks after them. */
function partsOf(deltas: unknown[], ends: unknown[] = [], stop: string[] = [], within = room): ModelPart[] {
  const parts = createAnswerParts(base, { messages: [{ role: "user", text: "Hi" }], stop });
  const chunks = [...deltas.map((delta) => ({ choices: [{ index: 0, delta }] })), ...ends];
  const out = chunks.flatMap((chunk) => parts.take(parseChunk(JSON.stringify(chunk), base)));
  return [...out, ...parts.finish(within)];
}
const end = (reason: string, usage?: unknown) => [
  { choices: [{ index: 0, delta: {}, finish_reason: reason }] },
  { choices: [], usage: usage ?? { prompt_tokens: 5, completion_tokens: 3 } },
];
const brief = (parts: ModelPart[]) =>
  parts.map((part) =>
    [part.type, ...("id" in part ? [part.id] : []), ...("text" in part ? [part.text] : [])].join(" "),
  );

test("text is one block of deltas, and empty deltas are none", () => {
  const parts = partsOf([
    { role: "assistant", content: null },
    { content: "" },
    { content: "Hel" },
    { content: "lo" },
  ]);
  assert.deepEqual(brief(parts), [
    "text-start text-0",
    "text-delta text-0 Hel",
    "text-delta text-0 lo",
    "text-end text-0",
    "finish",
  ]);
});

for (const name of ["reasoning_content", "reasoning"])
  test(`${name} is reasoning, apart from the text and before it`, () => {
    const parts = partsOf([{ [name]: "Hm" }, { [name]: "m", content: "" }, { content: "Yes" }]);
    assert.deepEqual(brief(parts), [
      "reasoning-start reasoning-0",
      "reasoning-delta reasoning-0 Hm",
      "reasoning-delta reasoning-0 m",
      "reasoning-end reasoning-0",
      "text-start text-1",
      "text-delta text-1 Yes",
      "text-end text-1",
      "finish",
    ]);
  });

test("a server that sends reasoning under both names is not read twice", () => {
  const parts = partsOf([{ reasoning_content: "Hm", reasoning: "Hm" }]);
  assert.equal(parts.filter((part) => part.type === "reasoning-delta").length, 1);
});

const looping = (name: "content" | "reasoning") => [
  { [name]: "All is well. And so " },
  ...Array.from({ length: 9 }, () => ({ [name]: "on and on and " })),
];

test("text that runs into a loop is over, up to its last whole sentence", () => {
  const parts = partsOf([...looping("content"), { content: "Never read." }]);
  const last = parts.at(-1);
  assert.ok(last?.type === "finish");
  assert.equal(last.reason, "loop");
  assert.equal(last.rewindTo, "All is well.".length);
  assert.ok(!brief(parts).join().includes("Never read"));
});

test("a loop in the reasoning keeps the text written so far", () => {
  const last = partsOf([{ content: "Well." }, ...looping("reasoning")]).at(-1);
  assert.ok(last?.type === "finish" && last.reason === "loop");
  assert.equal(last.rewindTo, "Well.".length);
});

test("what repeats in code and in JSON is no loop", () => {
  const plain = { messages: [{ role: "user", text: "Hi" }] } as const;
  const started = { role: "assistant", text: "```\n" } as const;
  const requests: Parameters<typeof createAnswerParts>[1][] = [
    { ...plain, jsonSchema: { type: "string" } },
    { messages: [...plain.messages, started], continueLast: true },
  ];
  for (const request of requests) {
    const parts = createAnswerParts(base, request);
    for (const delta of looping("content"))
      parts.take(parseChunk(JSON.stringify({ choices: [{ index: 0, delta }] }), base));
    assert.equal(parts.overBy, undefined);
  }
});

test("reasoning that comes again is a new block", () => {
  const kinds = brief(partsOf([{ reasoning: "a" }, { content: "b" }, { reasoning: "c" }, { content: "d" }]));
  assert.deepEqual(
    kinds.filter((kind) => kind.includes("start")),
    ["reasoning-start reasoning-0", "text-start text-1", "reasoning-start reasoning-2", "text-start text-3"],
  );
});

test("a refusal is text", () => {
  assert.ok(brief(partsOf([{ refusal: "I cannot." }])).includes("text-delta text-0 I cannot."));
});

test("tool calls are inputs under the server's ids", () => {
  const call = (index: number, more: object) => ({ tool_calls: [{ index, ...more }] });
  const parts = partsOf([
    { content: "Let me see." },
    call(0, { id: "call_a", type: "function", function: { name: "search", arguments: "" } }),
    call(0, { function: { arguments: '{"q":' } }),
    call(1, { id: "call_b", function: { name: "open", arguments: '{"u":1}' } }),
    call(0, { function: { arguments: '"x"}' } }),
  ]);
  assert.deepEqual(brief(parts).slice(2), [
    "tool-input-start call_a",
    'tool-input-delta call_a {"q":',
    "tool-input-start call_b",
    'tool-input-delta call_b {"u":1}',
    'tool-input-delta call_a "x"}',
    "text-end text-0",
    "tool-input-end call_a",
    "tool-input-end call_b",
    "finish",
  ]);
  assert.deepEqual(
    parts.find((part) => part.type === "tool-input-start"),
    {
      type: "tool-input-start",
      id: "call_a",
      name: "search",
    },
  );
});

test("tool calls without an index are told apart by their ids", () => {
  const parts = partsOf([
    { tool_calls: [{ id: "a", function: { name: "f", arguments: "{" } }] },
    { tool_calls: [{ function: { arguments: "}" } }] },
    { tool_calls: [{ id: "b", function: { name: "g", arguments: "[]" } }] },
  ]);
  assert.deepEqual(
    brief(parts).filter((line) => line.startsWith("tool-input-delta")),
    ["tool-input-delta a {", "tool-input-delta a }", "tool-input-delta b []"],
  );
});

test("an id that is taken or strange is replaced", () => {
  const call = (index: number, id: string) => ({
    tool_calls: [{ index, id, function: { name: "f", arguments: "1" } }],
  });
  const ids = partsOf([
    { content: "x" },
    call(0, "text-0"),
    call(1, "a b\n"),
    call(2, "same"),
    call(3, "same"),
  ])
    .filter((part) => part.type === "tool-input-start")
    .map((part) => part.id);
  assert.deepEqual(ids, ["tool-0", "tool-1", "same", "tool-3"]);
});

test("input before the tool's name waits for it; a call that never names its tool is a bad answer", () => {
  const late = partsOf([
    { tool_calls: [{ index: 0, id: "a", function: { arguments: "{" } }] },
    { tool_calls: [{ index: 0, function: { name: "f", arguments: "}" } }] },
  ]);
  assert.deepEqual(brief(late).slice(0, 2), ["tool-input-start a", "tool-input-delta a {}"]);
  assert.throws(() => partsOf([{ tool_calls: [{ index: 0, function: { arguments: "{}" } }] }]), {
    code: "bad-answer",
  });
});

test("no answer has tool calls without end", () => {
  const calls = Array.from({ length: 200 }, (_, index) => ({
    index,
    function: { name: "f", arguments: "" },
  }));
  assert.throws(() => partsOf([{ tool_calls: calls }]), { code: "bad-answer", message: /128/ });
});

test("other choices than the first are not read", () => {
  const parts = createAnswerParts(base, { messages: [] });
  assert.deepEqual(parts.take(parseChunk('{"choices":[{"index":1,"delta":{"content":"x"}}]}', base)), []);
});

const usages: [what: string, usage: unknown, expected: number[]][] = [
  [
    "llama-server and OpenAI",
    {
      prompt_tokens: 35,
      completion_tokens: 8,
      total_tokens: 43,
      prompt_tokens_details: { cached_tokens: 30 },
      completion_tokens_details: { reasoning_tokens: 6 },
    },
    [35, 30, 8, 6],
  ],
  [
    "xAI, which counts reasoning apart",
    {
      prompt_tokens: 10,
      completion_tokens: 4,
      total_tokens: 34,
      completion_tokens_details: { reasoning_tokens: 20 },
    },
    [10, 0, 24, 20],
  ],
  [
    "SGLang",
    { prompt_tokens: 10, completion_tokens: 9, total_tokens: 19, reasoning_tokens: 5 },
    [10, 0, 9, 5],
  ],
  [
    "null details",
    { prompt_tokens: 10, completion_tokens: null, prompt_tokens_details: null },
    [10, 0, 0, 0],
  ],
  [
    "counts that contradict each other",
    {
      prompt_tokens: 10,
      completion_tokens: 4,
      total_tokens: 14,
      prompt_tokens_details: { cached_tokens: 99 },
      completion_tokens_details: { reasoning_tokens: 50 },
    },
    [10, 10, 4, 4],
  ],
];
for (const [what, usage, [promptTokens, cachedTokens, outputTokens, reasoningTokens]] of usages)
  test(`usage of ${what}`, () => {
    const last = partsOf([{ content: "x" }], end("stop", usage)).at(-1);
    assert.deepEqual(last, {
      type: "finish",
      reason: "stop",
      usage: { promptTokens, cachedTokens, outputTokens, reasoningTokens },
    });
  });

test("a server that does not count leaves an estimate", () => {
  const last = partsOf([{ reasoning: "Hmmmmmm" }, { content: "Well, hello there." }], [end("stop")[0]]).at(
    -1,
  );
  assert.ok(last?.type === "finish" && last.usage.promptTokens > 0);
  assert.ok(last.usage.outputTokens > last.usage.reasoningTokens && last.usage.reasoningTokens > 0);
});

const reasons: [raw: string, usage: [number, number], limit: number | undefined, reason: string][] = [
  ["stop", [5, 3], undefined, "stop"],
  ["tool_calls", [5, 3], undefined, "stop"],
  ["content_filter", [5, 3], undefined, "stop"],
  ["end_turn", [5, 3], undefined, "stop"],
  ["length", [5, 3], 3, "length"],
  ["length", [5, 3], undefined, "length"],
  ["length", [60, 40], undefined, "context-full"],
  ["length", [60, 39], 50, "context-full"],
  ["length", [60, 40], 40, "length"],
];
for (const [raw, [prompt, output], outputTokensMax, reason] of reasons)
  test(`${raw} after ${prompt} + ${output} of 100 tokens, limit ${outputTokensMax}: ${reason}`, () => {
    const usage = { prompt_tokens: prompt, completion_tokens: output };
    const last = partsOf([{ content: "x" }], end(raw, usage), [], {
      outputTokensMax,
      contextTokens: 100,
    }).at(-1);
    assert.equal(last?.type === "finish" && last.reason, reason);
  });

test("a stop text that the server let through ends the text with reason stop", () => {
  const parts = partsOf([{ content: "one tw" }, { content: "o three" }], end("length"), ["two"]);
  assert.ok(!brief(parts).join("|").includes("tw"));
  assert.equal((parts.at(-1) as { reason: string }).reason, "stop");
});

for (const data of [
  "",
  "nonsense",
  "[1]",
  '"x"',
  '{"choices":7}',
  '{"choices":[{"delta":{"content":["x"]}}]}',
])
  test(`${JSON.stringify(data)} is no chunk, and the error does not quote it`, () => {
    assert.throws(
      () => parseChunk(data, base),
      (error: Error & { code?: string }) =>
        error.code === "bad-answer" && !error.message.includes("nonsense"),
    );
  });
