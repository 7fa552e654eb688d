import assert from "node:assert/strict";
import { test } from "node:test";
import { parseAddress } from "./address.ts";
import { failureOf } from "./http-failure.ts";
import { reviseFields } from "./refused-fields.ts";
import type { RequestField } from "./request-fields.ts";

const address = parseAddress("http://models.example", undefined);

const sent: readonly RequestField[] = [
  { name: "model", value: "m", essential: true },
  { name: "stream_options", value: { include_usage: true } },
  { name: "max_tokens", value: 100, asked: "outputTokensMax" },
  { name: "stop", value: ["x"] },
  { name: "temperature", value: 0.2, asked: "temperature" },
  { name: "top_p", value: 1 },
  { name: "top_k", value: 40, asked: "topK" },
  { name: "min_p", value: 0 },
];

function revise(message: string, more: { status?: number; param?: string; code?: string } = {}) {
  const body = JSON.stringify({ error: { message, param: more.param, code: more.code } });
  return reviseFields(sent, failureOf(more.status ?? 400, body, address));
}
const left = (revision: ReturnType<typeof revise>) => revision?.fields.map((field) => field.name);

test("an unknown field goes with all that is not OpenAI's, and for good", () => {
  const revision = revise("Unrecognized request argument supplied: top_k");
  assert.deepEqual(left(revision), ["model", "stream_options", "max_tokens", "stop", "temperature", "top_p"]);
  assert.deepEqual(revision?.lasting, ["top_k"]);
});

test("stream_options goes when it is named", () => {
  assert.ok(!left(revise("Unknown parameter: 'stream_options'."))?.includes("stream_options"));
});

test("a field that structure points at goes, whatever the words are", () => {
  const text = JSON.stringify({
    detail: [{ loc: ["body", "min_p"], msg: "Extra inputs are not permitted" }],
  });
  const revision = reviseFields(sent, failureOf(422, text, address));
  assert.deepEqual(revision?.lasting, ["min_p"]);
  assert.ok(!left(revise("Not for this model.", { param: "temperature" }))?.includes("temperature"));
});

test("max_tokens becomes max_completion_tokens where the refusal says so", () => {
  const revision = revise(
    "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
  );
  assert.deepEqual(
    revision?.fields.find((field) => field.name === "max_completion_tokens"),
    { name: "max_completion_tokens", value: 100, asked: "outputTokensMax" },
  );
  assert.deepEqual(revision?.dropped, []);
  assert.deepEqual(revision?.lasting, ["max_tokens"]);
});

test("a limit that does not fit behind the prompt goes, and only this once", () => {
  for (const message of [
    "This model's maximum context length is 8192 tokens. However, you requested 8204 tokens (12 in the messages, 8192 in the completion).",
    "'max_tokens' or 'max_completion_tokens' is too large: 5000. This model's maximum context length is 4096 tokens.",
  ]) {
    const revision = revise(message);
    assert.deepEqual(
      left(revision),
      sent.map((field) => field.name).filter((name) => name !== "max_tokens"),
    );
    assert.deepEqual(revision?.lasting, []);
    assert.deepEqual(revision?.dropped, []);
  }
});

test("a prompt that alone is too long cannot be helped", () => {
  const body = JSON.stringify({ error: { message: "maximum context length is 10 tokens" } });
  const without = sent.filter((field) => field.name !== "max_tokens");
  assert.equal(reviseFields(without, failureOf(400, body, address)), undefined);
});

test("of two fields that do not go together, the one nobody asked for goes", () => {
  const names = left(revise("`temperature` and `top_p` cannot both be specified for this model."));
  assert.ok(names?.includes("temperature") && !names.includes("top_p"));
});

test("a bad value goes once, not for good", () => {
  assert.deepEqual(revise("'temperature' must be between 0 and 2")?.lasting, []);
});

test("words that are also names of fields count only as names", () => {
  assert.equal(revise("Please stop sending so many messages at this temperature."), undefined);
  assert.ok(!left(revise("Argument not supported on this model: stop"))?.includes("stop"));
});

test("camel case names the field too", () => {
  assert.ok(!left(revise("Argument not supported on this model: topK"))?.includes("top_k"));
});

test("other refusals and essential fields change nothing", () => {
  assert.equal(revise("top_k", { status: 500 }), undefined);
  assert.equal(revise("top_k", { status: 401 }), undefined);
  assert.equal(revise("'model' is wrong"), undefined);
  assert.equal(revise("bad"), undefined);
});
