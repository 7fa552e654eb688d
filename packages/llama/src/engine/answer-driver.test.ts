import assert from "node:assert/strict";
import { test } from "node:test";
import type { FinishReason, ModelPart } from "@grok/model";
import { AnswerWriter } from "../answer-text/answer-writer.ts";
import { plainFormat } from "../tools/call-format.ts";
import { CallWriter } from "../tools/call-writer.ts";
import { JsonEnd } from "../tools/json-end.ts";
import { AnswerDriver } from "./answer-driver.ts";

/** Code points are their own tokens, what a script says at once is one more. */
function answer(
  script: readonly string[],
  more: { parallel?: boolean; names?: string[]; reasoningTokensMax?: number } = {},
) {
  const pieces: string[] = [];
  const textOf = (tokens: readonly number[]) =>
    tokens
      .map((token) => (token < 0x110000 ? String.fromCodePoint(token) : pieces[token - 0x110000]))
      .join("");
  const vocabulary = {
    textOf,
    controlName: () => undefined,
    tokenize: (text: string) => [...text].map((letter) => letter.codePointAt(0)!),
    bytesOf: () => [],
    has: () => true,
    begin: undefined,
  };
  const parts: ModelPart[] = [];
  const holds: string[] = [];
  const written: number[] = [];
  const writer = new AnswerWriter(
    {
      vocabulary,
      stop: [],
      reasoning: { open: ["<think>"], close: ["</think>"] },
      reasoningBegun: false,
      callMarker: plainFormat.marker,
    },
    (part) => parts.push(part),
  );
  let ids = 0;
  const calls = new CallWriter({
    vocabulary,
    format: plainFormat,
    names: more.names ?? ["get", "get_all"],
    parallel: more.parallel ?? true,
    reader: () => new JsonEnd(),
    newId: () => `call-${++ids}`,
    hold: (what) => holds.push(typeof what === "string" ? what : `input of ${what.input}`),
    emit: (part) => parts.push(part),
  });
  const driver = new AnswerDriver({
    writer,
    vocabulary,
    outputTokensMax: Number.POSITIVE_INFINITY,
    reasoningTokensMax: more.reasoningTokensMax ?? Number.POSITIVE_INFINITY,
    reasoningEnd: "\n</think>\n\n",
    calls: { writer: calls, format: plainFormat, begun: false },
    onWritten: (token) => written.push(token),
  });
  let reason: FinishReason = "stop";
  for (const text of script) {
    const end = driver.push(0x110000 + pieces.push(text) - 1, undefined);
    if (end === undefined) continue;
    reason = end;
    break;
  }
  const finish = writer.finish(driver.ended(reason));
  const said = parts.map((part) =>
    "text" in part ? part.text : part.type === "tool-input-start" ? part.name : part.type,
  );
  return { said, holds, context: textOf(written), ...finish, text: textOf(finish.tokens) };
}

test("a call in the middle of a text: what is fixed is written for the model, the rest is held to the tool", () => {
  const { said, holds, context, reason, text, outputTokens } = answer(
    ["Let me ", "see.\n", "<tool", "_call>\n", "get", '"', '{"a"', ': "}"', "}", "\n"],
    {},
  );
  assert.deepEqual(said, [
    "text-start",
    "Let me ",
    "see.\n",
    "text-end",
    "get",
    '{"a"',
    ': "}"',
    "}",
    "tool-input-end",
  ]);
  assert.deepEqual(holds, ["name", "input of get", "free"]);
  assert.equal(context, 'Let me see.\n<tool_call>\n{"name": "get", "arguments": {"a": "}"}}\n</tool_call>\n');
  assert.equal(reason, "tool-calls");
  assert.equal(text, "Let me see.\n", "tokens of a call are none of the text");
  assert.ok(outputTokens > 20);
});

test("a call that goes on otherwise than its template is put right", () => {
  const { context } = answer(["<tool_", 'call>{"na', "get_all", '"', "{}"], {});
  assert.equal(context, '<tool_call>\n{"name": "get_all", "arguments": {}}\n</tool_call>');
});

test("several calls, a repeated one, and anything but a call end the answer", () => {
  const one = ["<tool_call>", "get", '"', '{"a":1}'];
  const other = ["\n", "<tool_call>\n", "get", '"', '{"a":2}'];
  const two = answer([...one, ...other, "That is", " all."]);
  assert.deepEqual(
    two.said.filter((text) => text.startsWith("{")),
    ['{"a":1}', '{"a":2}'],
  );
  assert.equal(two.reason, "tool-calls");
  assert.equal(two.said.at(-1), "tool-input-end");
  const repeated = answer([...one, "\n", ...one, "\n", ...one]);
  assert.equal(repeated.said.filter((text) => text.startsWith("{")).length, 2);
  const single = answer([...one, ...other], { parallel: false });
  assert.equal(single.said.filter((text) => text.startsWith("{")).length, 1);
});

test("what begins like a call and is none stays text", () => {
  const { said, reason } = answer(["a <tool", "box>"]);
  assert.equal(said.join(""), "text-starta <toolbox>text-end");
  assert.equal(reason, "stop");
});

test("reasoning over its limit is closed, and never leaks", () => {
  const { said, context, reasoningTokens, text } = answer(["<think>", "\n", "hm", " hm", "So."], {
    reasoningTokensMax: 4,
  });
  assert.deepEqual(said, ["reasoning-start", "hm", " hm", "reasoning-end", "text-start", "So.", "text-end"]);
  assert.equal(context, "<think>\nhm hm\n</think>\n\nSo.");
  assert.equal(text, "So.");
  assert.ok(reasoningTokens > 4);
});
