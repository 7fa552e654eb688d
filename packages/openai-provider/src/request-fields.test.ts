import assert from "node:assert/strict";
import { test } from "node:test";
import type { GenerateRequest } from "@grok/model";
import { planRequest } from "./request-fields.ts";
import type { ServerKind } from "./server-kind.ts";

const base = "http://models.example/v1";

function plan(kind: ServerKind, request: Partial<GenerateRequest> = {}, refused: string[] = []) {
  const whole: GenerateRequest = { modelId: "m", messages: [{ role: "user", text: "Hi" }], ...request };
  const { fields, warnings } = planRequest(whole, { kind, base }, { temperature: 0.7 }, new Set(refused));
  return { body: Object.fromEntries(fields.map((field) => [field.name, field.value])), warnings };
}

test("an unknown server gets OpenAI's fields and nothing else", () => {
  assert.deepEqual(plan("other"), {
    body: {
      model: "m",
      messages: [{ role: "user", content: "Hi" }],
      stream: true,
      stream_options: { include_usage: true },
      temperature: 0.7,
      top_p: 1,
    },
    warnings: [],
  });
});

test("generated token ids are not sent", () => {
  const generated = { modelDigest: "d", tokens: [1, 2] };
  const { body } = plan("llama-server", { messages: [{ role: "assistant", text: "Hi", generated }] });
  assert.deepEqual(body.messages, [{ role: "assistant", content: "Hi" }]);
});

test("what the sampling leaves out is sent as off where the server's own default is not off", () => {
  const { body } = plan("llama-server", { sampling: { temperature: 0, minP: 0.1 } });
  assert.equal(body.temperature, 0);
  assert.equal(body.top_k, 0);
  assert.equal(body.top_p, 1);
  assert.equal(body.min_p, 0.1);
  assert.equal(body.repeat_penalty, 1);
  assert.equal(body.dry_multiplier, 0);
  assert.deepEqual(
    [plan("vllm").body.top_k, plan("vllm").body.repetition_penalty, plan("sglang").body.min_p],
    [-1, 1, 0],
  );
});

test("all tokens are kept by the number that the server takes for it", () => {
  assert.equal(plan("vllm", { sampling: { topK: 0 } }).body.top_k, -1);
  assert.equal(plan("llama-server", { sampling: { topK: 0 } }).body.top_k, 0);
});

test("the whole sampling reaches llama-server", () => {
  const dry = { multiplier: 0.8, base: 1.75, allowedLength: 2, lastTokens: 64 };
  const { body, warnings } = plan("llama-server", {
    sampling: { temperature: 0.5, topP: 0.9, topK: 30, minP: 0.05, repeatPenalty: 1.1, seed: 7, dry },
  });
  assert.deepEqual(warnings, []);
  assert.equal(body.repeat_penalty, 1.1);
  assert.equal(body.seed, 7);
  assert.deepEqual(
    [body.dry_multiplier, body.dry_base, body.dry_allowed_length, body.dry_penalty_last_n],
    [0.8, 1.75, 2, 64],
  );
});

test("what a server is not known to take is warned of and not sent", () => {
  const dry = { multiplier: 0.8, base: 1.75, allowedLength: 2, lastTokens: 64 };
  const { body, warnings } = plan("openai", { sampling: { topK: 40, minP: 0.1, repeatPenalty: 1.1, dry } });
  for (const name of ["top_k", "min_p", "repeat_penalty", "dry_multiplier", "top_p"])
    assert.ok(!(name in body));
  assert.equal(warnings.length, 4);
  assert.match(warnings.join(), /topK.*minP.*repeatPenalty.*dry/);
});

test("a value that changes nothing is not missed", () => {
  const dry = { multiplier: 0, base: 1.75, allowedLength: 2, lastTokens: 64 };
  assert.deepEqual(plan("other", { sampling: { topK: 0, minP: 0, repeatPenalty: 1, dry } }).warnings, []);
});

test("an undefined sampling field leaves the model's own", () => {
  assert.equal(plan("other", { sampling: { temperature: undefined } as never }).body.temperature, 0.7);
});

test("the limit has the name that the server takes", () => {
  assert.equal(plan("vllm", { outputTokensMax: 5 }).body.max_tokens, 5);
  assert.equal(plan("openai", { outputTokensMax: 5 }).body.max_completion_tokens, 5);
  assert.equal(plan("other", { outputTokensMax: 5 }, ["max_tokens"]).body.max_completion_tokens, 5);
});

test("stop texts go out as many as the server takes", () => {
  assert.deepEqual(plan("openai", { stop: ["a", "", "b", "c", "d", "e"] }).body.stop, ["a", "b", "c", "d"]);
  assert.equal((plan("vllm", { stop: ["a", "b", "c", "d", "e"] }).body.stop as string[]).length, 5);
  assert.ok(!("stop" in plan("vllm", { stop: [""] }).body));
});

test("writing on is asked for where it is known and refused elsewhere", () => {
  const request: Partial<GenerateRequest> = {
    continueLast: true,
    messages: [{ role: "assistant", text: "The sea" }],
  };
  for (const kind of ["llama-server", "vllm", "sglang"] as const) {
    const { body } = plan(kind, request);
    assert.equal(body.continue_final_message, true);
    assert.equal(body.add_generation_prompt, false);
  }
  for (const kind of ["openai", "xai", "other"] as const)
    assert.throws(() => plan(kind, request), { code: "bad-request", message: /models\.example.*continue/ });
});

test("reasoning is switched in the server's way, or said to be out of reach", () => {
  assert.deepEqual(plan("vllm").body.chat_template_kwargs, { enable_thinking: false });
  assert.deepEqual(plan("llama-server", { reasoning: "on" }).body.chat_template_kwargs, {
    enable_thinking: true,
  });
  assert.equal(plan("openai", { reasoning: "on" }).body.reasoning_effort, "medium");
  assert.ok(!("reasoning_effort" in plan("openai").body));
  assert.match(plan("other", { reasoning: "on" }).warnings.join(), /no known switch for reasoning/);
});

test("the affinity is sent where it steers a cache", () => {
  assert.equal(plan("xai", { affinity: "c-1" }).body.prompt_cache_key, "c-1");
  assert.ok(!("prompt_cache_key" in plan("other", { affinity: "c-1" }).body));
  assert.ok(!("prompt_cache_key" in plan("openai", { affinity: "c".repeat(65) }).body));
});

test("what was refused before is left out at once, with a warning where it was asked for", () => {
  const { body, warnings } = plan("other", { sampling: { temperature: 1 } }, ["temperature", "top_p"]);
  assert.ok(!("temperature" in body) && !("top_p" in body));
  assert.deepEqual(warnings, [`${base} does not take temperature for this model; it was left out.`]);
});
