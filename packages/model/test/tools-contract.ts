// What the contract says of tools. A part of `modelContract`.

import assert from "node:assert/strict";
import { test } from "node:test";
import {
  type ChatMessage,
  type GenerateRequest,
  type JsonSchema,
  type ModelPart,
  matchesJsonSchema,
  type ToolDefinition,
} from "@grok/model";
import { type CollectedAnswer, collectParts, reasonOf } from "./collect-parts.ts";

const parameters: JsonSchema = {
  type: "object",
  properties: { place: { type: "string", maxLength: 12 }, days: { type: "integer", minimum: 1, maximum: 9 } },
  required: ["place"],
  additionalProperties: false,
};
const tools: readonly ToolDefinition[] = [
  { name: "get_weather", description: "The weather of a place.", parameters },
  { name: "get.time-2", parameters: { properties: {}, additionalProperties: false } },
];
const question: ChatMessage = { role: "user", text: "Will it rain in Bergen?" };

/** Registers the tests. `ask` answers `LONG_PROMPT` with a small limit of tokens unless told otherwise. */
export function toolsContract(
  subject: () => { readonly capable: { readonly forcesCalls?: boolean } },
  ask: (request: Partial<GenerateRequest>) => AsyncIterable<ModelPart>,
): void {
  /** A call that must be made and was not, at a server that cannot make sure of it. */
  const isUnforced = ({ error }: CollectedAnswer) =>
    subject().capable.forcesCalls === false && error?.code === "bad-answer";
  const call = (request: Partial<GenerateRequest>) =>
    collectParts(ask({ messages: [question], tools, outputTokensMax: 300, ...request }));

  test("a tool that must be called is called, with an input of its schema", async () => {
    const answer = await call({ toolChoice: { name: "get_weather" } });
    if (isUnforced(answer)) return;
    assert.equal(reasonOf(answer), "tool-calls");
    assert.ok(answer.toolCalls.length > 0);
    assert.equal(new Set(answer.toolCalls.map(({ id }) => id)).size, answer.toolCalls.length);
    for (const { name, input } of answer.toolCalls) {
      assert.equal(name, "get_weather");
      assert.ok(matchesJsonSchema(JSON.parse(input), parameters), input);
    }
  });

  test("where some tool must be called one is, and where one call is enough there is one", async () => {
    const answer = await call({ toolChoice: "required", parallelToolCalls: false });
    if (isUnforced(answer)) return;
    assert.equal(reasonOf(answer), "tool-calls");
    assert.equal(answer.toolCalls.length, 1);
    assert.ok(tools.some(({ name }) => name === answer.toolCalls[0]?.name));
  });

  test("tools that may not be called are not, and those that may be need not", async () => {
    const none = await call({ toolChoice: "none", outputTokensMax: 12 });
    assert.ok(["stop", "length"].includes(reasonOf(none)));
    assert.equal(none.toolCalls.length, 0);
    assert.ok(["stop", "length", "tool-calls"].includes(reasonOf(await call({ outputTokensMax: 12 }))));
  });

  test("calls and their results are taken as messages", async () => {
    const messages: ChatMessage[] = [
      question,
      {
        role: "assistant",
        text: "",
        toolCalls: [{ id: "call1", name: "get_weather", input: '{"place":"Bergen"}' }],
      },
      { role: "tool", text: "Rain.", toolCallId: "call1" },
    ];
    const answer = await call({ messages, toolChoice: "none", outputTokensMax: 8 });
    assert.ok(["stop", "length"].includes(reasonOf(answer)));
  });

  const refused: [what: string, request: Partial<GenerateRequest>, says: RegExp][] = [
    ["a choice of a tool that is not there", { toolChoice: { name: "other" } }, /other/],
    ["a call without tools", { tools: [], toolChoice: "required" }, /none/],
    ["two tools of one name", { tools: [tools[0]!, tools[0]!] }, /get_weather/],
    ["a name that is none", { tools: [{ name: "a b", parameters }] }, /name/],
    [
      "parameters that cannot be held to",
      {
        tools: [
          {
            name: "a",
            parameters: { ...parameters, properties: { b: { not: {} } } } as unknown as JsonSchema,
          },
        ],
      },
      /properties\/b\/not/,
    ],
  ];
  for (const [what, request, says] of refused) {
    test(`${what}: refused as bad-request`, async () => {
      const { error, parts } = await call(request);
      assert.equal(error?.code, "bad-request");
      assert.match(error.message, says);
      assert.equal(parts.length, 1);
    });
  }

  test("a call is cancelled like any other answer", async () => {
    const abort = new AbortController();
    const request = {
      messages: [question],
      tools,
      toolChoice: { name: "get_weather" },
      signal: abort.signal,
    } as const;
    const answer = await collectParts(ask({ ...request, outputTokensMax: 300 }), (part) => {
      if (part.type === "tool-input-start") abort.abort();
    });
    if (isUnforced(answer)) return;
    assert.ok(["cancelled", "tool-calls"].includes(reasonOf(answer)));
  });
}
