import assert from "node:assert/strict";
import { test } from "node:test";
import type { FinishReason, ModelPart } from "@grok/model";
import { AnswerWriter, type AnswerWriterOptions } from "./answer-writer.ts";

/** Writes `pieces`, each as one token, until the answer ends; `last` is how it ends when nothing else ends it. */
function write(
  pieces: readonly string[],
  options: Partial<AnswerWriterOptions> = {},
  last: FinishReason = "stop",
) {
  const parts: ModelPart[] = [];
  const vocabulary = {
    textOf: (tokens: readonly number[]) => tokens.map((token) => pieces[token]).join(""),
    controlName: (token: number) => (pieces[token]?.startsWith("<|") ? pieces[token] : undefined),
  };
  const writer = new AnswerWriter({ vocabulary, stop: [], reasoningBegun: false, ...options }, (part) => {
    parts.push(part);
  });
  let reason = last;
  for (let token = 0; token < pieces.length; token++) {
    const end = writer.push(token);
    if (end === undefined || end === "call") continue;
    reason = end;
    break;
  }
  const answer = writer.finish(reason);
  const textOf = (type: string) =>
    parts.map((part) => (part.type === type && "text" in part ? part.text : "")).join("");
  return { ...answer, parts, text: textOf("text-delta"), reasoning: textOf("reasoning-delta") };
}

const think = { open: ["<think>"], close: ["</think>"] };

test("text comes as one block", () => {
  const answer = write(["Hel", "lo"]);
  assert.deepEqual(answer.parts, [
    { type: "text-start", id: "1" },
    { type: "text-delta", id: "1", text: "Hel" },
    { type: "text-delta", id: "1", text: "lo" },
    { type: "text-end", id: "1" },
  ]);
  assert.deepEqual(answer.tokens, [0, 1]);
});

test("an answer without a token has no block", () => {
  assert.deepEqual(write([]).parts, []);
});

test("a stop text ends the answer and what came before it stands", () => {
  const answer = write(["one ST", "O", "P two", "three"], { stop: ["STOP"] });
  assert.equal(answer.reason, "stop");
  assert.equal(answer.text, "one ");
  assert.equal(answer.outputTokens, 3);
});

test("what only began a stop text is written at the end", () => {
  assert.equal(write(["one ST"], { stop: ["STOP"] }, "length").text, "one ST");
});

test("control tokens are counted and not shown", () => {
  const answer = write(["a", "<|x|>", "b"]);
  assert.equal(answer.text, "ab");
  assert.equal(answer.outputTokens, 3);
});

test("reasoning and text are two blocks; the token ids are those of the text", () => {
  const answer = write(["<think>", "\n", "hm", "</think>", "\n\n", "yes", "."], { reasoning: think });
  assert.deepEqual(
    answer.parts.map((part) => part.type),
    [
      "reasoning-start",
      "reasoning-delta",
      "reasoning-end",
      "text-start",
      "text-delta",
      "text-delta",
      "text-end",
    ],
  );
  assert.deepEqual([answer.reasoning, answer.text], ["hm", "yes."]);
  assert.deepEqual(answer.tokens, [5, 6]);
  assert.equal(answer.reasoningTokens, 4);
});

test("stop texts are not looked for in the reasoning", () => {
  const answer = write(["a.", "</think>", "b.", "c"], {
    reasoning: think,
    reasoningBegun: true,
    stop: ["."],
  });
  assert.deepEqual([answer.reasoning, answer.text], ["a.", "b"]);
});

test("a loop ends the answer and says where to cut", () => {
  const answer = write(["Fine. ", ..."and on ".repeat(9).split(/(?<= )/)]);
  assert.equal(answer.reason, "loop");
  assert.equal(answer.text.slice(0, answer.rewindTo), "Fine.");
});

test("a loop in the reasoning keeps the text written so far", () => {
  const answer = write(["no ".repeat(8)], { reasoning: think, reasoningBegun: true });
  assert.equal(answer.reason, "loop");
  assert.equal(answer.rewindTo, 0);
});

test("choices go out with the text that their tokens complete, and not those of markers, reasoning and stop texts", () => {
  const pieces = ["<think>", "hm", "</think>", "\n\n", "so <", "b", " it is", " th", "e end", "!"];
  const parts: ModelPart[] = [];
  const vocabulary = {
    textOf: (tokens: readonly number[]) => tokens.map((token) => pieces[token]).join(""),
    controlName: () => undefined,
  };
  const writer = new AnswerWriter(
    { vocabulary, stop: ["the end"], reasoning: think, reasoningBegun: false },
    (part) => parts.push(part),
  );
  for (const [tokenId, text] of pieces.entries()) {
    if (writer.push(tokenId, { tokenId, text, bytes: [], logProbability: -1, top: [] })) break;
  }
  writer.finish("stop");
  const told = parts
    .filter((part) => part.type === "text-delta")
    .map(({ text, logProbabilities }) => [text, logProbabilities?.map(({ tokenId }) => tokenId)]);
  assert.deepEqual(told, [
    ["so ", [4]],
    ["<b", [5]],
    [" it is", [6]],
    [" ", undefined],
  ]);
});
