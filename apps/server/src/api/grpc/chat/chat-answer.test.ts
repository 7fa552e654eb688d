import assert from "node:assert/strict";
import { test } from "node:test";
import { create } from "@bufbuild/protobuf";
import type { AnswerPart } from "@grok/dialects";
import { xai } from "@grok/protocol";
import type { ApiModel } from "../../models/api-models.ts";
import { ChatAnswer } from "./chat-answer.ts";

const model = {
  publicId: "small",
  aliases: [],
  description: { id: "small", digest: "0123456789abcdef" },
} as unknown as ApiModel;
const usage = { promptTokens: 10, cachedTokens: 4, outputTokens: 6, reasoningTokens: 2 };
const start = (count: number, searchOutputs = false) =>
  new ChatAnswer({
    model,
    nowMs: 1_000,
    count,
    shown: { inlineCitations: true, searchOutputs },
    tellsCitations: true,
  });
const settings = create(xai.RequestSettingsSchema);
const url = "https://x.com/ada/status/1";
const searched: AnswerPart[] = [
  { type: "start", modelId: "small", warnings: [] },
  { type: "server-tool-start", id: "s1", name: "x_search", input: '{"query":"rain"}' },
  { type: "server-tool-end", id: "s1", sources: [{ number: 1, url, title: "@ada" }] },
  { type: "text-delta", id: "t", text: "It rains [1" },
  { type: "text-delta", id: "t", text: "]." },
  { type: "finish", reason: "stop", usage },
];

test("a search is told as a call that is done, with its sources, citations and use", () => {
  const answer = start(1, true);
  const pieces = searched.flatMap((part) => answer.take(0, part) ?? []);
  assert.deepEqual(pieces.at(-1)?.citations, [url]);
  const whole = answer.whole(settings);
  const [said, found] = whole.outputs;
  assert.equal(said?.message?.content, "It rains [1].");
  assert.deepEqual(
    [said.message.citations[0]?.startIndex, said.message.citations[0]?.citation],
    [9, { case: "xCitation", value: pieces[2]?.outputs[0]?.delta?.citations[0]?.citation.value }],
  );
  const [call] = said.message.toolCalls;
  assert.deepEqual(
    [call?.type, call?.status, call?.tool.value?.arguments],
    [xai.ToolCallType.X_SEARCH_TOOL, xai.ToolCallStatus.COMPLETED, '{"query":"rain"}'],
  );
  assert.deepEqual(
    [found?.index, found?.message?.role, JSON.parse(found?.message?.content ?? "")[0].url],
    [1, xai.MessageRole.ROLE_TOOL, url],
  );
  assert.deepEqual(whole.usage, pieces.at(-1)?.usage);
  assert.deepEqual(whole.usage?.serverSideToolsUsed, [xai.ServerSideTool.X_SEARCH]);
  assert.equal(whole.usage?.numSourcesUsed, 1);
});

test("of several answers the prompt counts once, and what was written as often as it was", () => {
  const answer = start(2);
  for (const index of [1, 0]) {
    answer.take(index, { type: "text-delta", id: "t", text: `answer ${index}` });
    answer.take(index, { type: "finish", reason: "length", usage });
  }
  const { outputs, usage: told, systemFingerprint } = answer.whole(settings);
  assert.deepEqual(
    outputs.map(({ index, message, finishReason }) => [index, message?.content, finishReason]),
    [
      [0, "answer 0", xai.FinishReason.REASON_MAX_LEN],
      [1, "answer 1", xai.FinishReason.REASON_MAX_LEN],
    ],
  );
  assert.deepEqual(
    [
      told?.promptTokens,
      told?.cachedPromptTextTokens,
      told?.completionTokens,
      told?.reasoningTokens,
      told?.totalTokens,
    ],
    [10, 4, 8, 4, 22],
  );
  assert.equal(systemFingerprint, "fp_0123456789");
});

test("a loop at an answer's end is cut off where the whole is told", () => {
  const answer = start(1);
  answer.take(0, { type: "text-delta", id: "t", text: "good good good" });
  answer.take(0, { type: "finish", reason: "loop", usage, rewindTo: 4 });
  assert.equal(answer.whole(settings).outputs[0]?.message?.content, "good");
});
