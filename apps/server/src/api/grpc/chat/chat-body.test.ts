import assert from "node:assert/strict";
import { test } from "node:test";
import { create, type MessageInitShape } from "@bufbuild/protobuf";
import { timestampFromMs } from "@bufbuild/protobuf/wkt";
import { readChat } from "@grok/dialects";
import { xai } from "@grok/protocol";
import { chatBody } from "./chat-body.ts";

type Init = MessageInitShape<typeof xai.GetCompletionsRequestSchema>;
const question = {
  role: xai.MessageRole.ROLE_USER,
  content: [{ content: { case: "text" as const, value: "Hi" } }],
};
const bodyOf = (init: Init) =>
  chatBody(create(xai.GetCompletionsRequestSchema, { messages: [question], ...init }), []);
const asked = (init: Init) => readChat(bodyOf(init));
const dayMs = Date.UTC(2026, 4, 5);

test("settings are read as they were written, 32-bit floats too", () => {
  const { ask, answers } = asked({
    model: "grok-mini",
    n: 3,
    maxTokens: 9,
    seed: 4,
    temperature: 0.7,
    topP: 0.95,
    frequencyPenalty: -0.1,
    stop: ["END"],
    logprobs: true,
    topLogprobs: 2,
    reasoningEffort: xai.ReasoningEffort.EFFORT_HIGH,
    user: "ada",
  });
  assert.deepEqual([ask.model, ask.endpoint, answers], ["grok-mini", "chat", 3]);
  const { messages, sampling, outputTokensMax, stop, logProbabilities, reasoning, affinity } = ask.request;
  assert.deepEqual(messages, [{ role: "user", text: "Hi" }]);
  assert.deepEqual(sampling, { temperature: 0.7, topP: 0.95, frequencyPenalty: -0.1, seed: 4 });
  assert.deepEqual(
    [outputTokensMax, stop, logProbabilities, reasoning, affinity],
    [9, ["END"], { top: 2 }, "on", "ada"],
  );
});

test("tools, the choice among them and the form of the answer go through", () => {
  const parameters = { type: "object", properties: { city: { type: "string" } }, required: ["city"] };
  const { ask } = asked({
    tools: [
      { tool: { case: "function", value: { name: "look", parameters: JSON.stringify(parameters) } } },
      { tool: { case: "function", value: { name: "wait" } } },
    ],
    toolChoice: { toolChoice: { case: "functionName", value: "look" } },
    parallelToolCalls: false,
  });
  assert.deepEqual(
    ask.request.tools?.map(({ name }) => name),
    ["look", "wait"],
  );
  assert.deepEqual([ask.request.toolChoice, ask.request.parallelToolCalls], [{ name: "look" }, false]);
  const formed = asked({
    responseFormat: { formatType: xai.FormatType.JSON_SCHEMA, schema: JSON.stringify(parameters) },
  });
  assert.equal(formed.ask.request.jsonSchema?.type, "object");
  assert.throws(() => bodyOf({ responseFormat: { formatType: xai.FormatType.JSON_SCHEMA, schema: "{" } }), {
    code: "bad-request",
    param: "response_format.schema",
  });
});

test("posts are searched by the tool and by parameters of the earlier kind, within the days that are named", () => {
  const [fromDate, toDate] = [timestampFromMs(dayMs), timestampFromMs(dayMs + 3_600_000)];
  const window = { sinceMs: dayMs, untilMs: dayMs + 3_600_000 };
  const byTool = asked({
    tools: [{ tool: { case: "xSearch", value: { allowedXHandles: ["ada"], fromDate, toDate } } }],
  });
  assert.deepEqual(byTool.ask.serverTools, [
    { type: "x_search", required: false, allowedHandles: ["ada"], ...window },
  ]);
  const byParameters = asked({
    searchParameters: {
      mode: xai.SearchMode.ON_SEARCH_MODE,
      sources: [{ source: { case: "x", value: { excludedXHandles: ["bob"] } } }],
      fromDate,
      toDate,
      maxSearchResults: 5,
    },
  });
  assert.deepEqual(byParameters.ask.serverTools, [
    { type: "x_search", required: true, excludedHandles: ["bob"], resultsMax: 5, ...window },
  ]);
  // In gRPC what is not said is false.
  assert.equal(byParameters.tellsCitations, false);
});

test("what this server has not is refused by its name", () => {
  const refused = (init: Init, words: RegExp) =>
    assert.throws(
      () => asked(init),
      (error: Error & { code?: string }) => error.code === "not-supported" && words.test(error.message),
    );
  refused({ agentCount: xai.AgentCount.AGENT_COUNT_4 }, /agents/);
  refused({ guidelines: [{}] }, /guidelines/);
  for (const [tool, words] of [
    ["webSearch", /web_search/],
    ["codeExecution", /code_execution/],
    ["collectionsSearch", /collections_search/],
    ["mcp", /mcp/],
    ["attachmentSearch", /attachment_search/],
    ["imageGeneration", /image_generation/],
  ] as const)
    refused({ tools: [{ tool: { case: tool, value: {} } }] }, words);
  refused({ searchParameters: { sources: [{ source: { case: "web", value: {} } }] } }, /"web"/);
  for (const content of [
    { case: "imageUrl" as const, value: {} },
    { case: "file" as const, value: {} },
  ])
    refused({ messages: [{ ...question, content: [{ content }] }] }, /cannot (see images|read files)/);
});
