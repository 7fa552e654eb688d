import assert from "node:assert/strict";
import { test } from "node:test";
import type { ModelErrorCode } from "@grok/model";
import { parseAddress } from "./address.ts";
import { failureOf, failureToError, readFailure } from "./http-failure.ts";

const address = parseAddress("http://models.example", "sk-secret");

/** Bodies as real servers write them. */
const cases: [what: string, status: number, body: unknown, code: ModelErrorCode][] = [
  [
    "llama-server, wrong key",
    401,
    { error: { message: "Invalid API Key", type: "authentication_error", code: 401 } },
    "unauthorized",
  ],
  [
    "xAI, wrong key",
    400,
    { code: "Client specified an invalid argument", error: "Incorrect API key provided: sk***." },
    "unauthorized",
  ],
  ["OpenRouter, no credit", 402, { error: { message: "Insufficient credits", code: 402 } }, "unauthorized"],
  ["any, forbidden", 403, "no", "unauthorized"],
  [
    "vLLM, unknown model",
    404,
    { object: "error", message: "The model `m` does not exist.", type: "NotFoundError", code: 404 },
    "model-missing",
  ],
  [
    "Ollama, unknown model",
    404,
    { error: { message: 'model "m" not found, try pulling it first', type: "api_error" } },
    "model-missing",
  ],
  [
    "OpenAI, unknown model",
    404,
    {
      error: {
        message: "The model `m` does not exist or you do not have access to it.",
        code: "model_not_found",
      },
    },
    "model-missing",
  ],
  [
    "gateway, unknown model",
    400,
    { error: { message: "no such model: m", code: "model_not_found" } },
    "model-missing",
  ],
  [
    "llama-server, wrong path",
    404,
    { error: { code: 404, message: "File Not Found", type: "not_found_error" } },
    "bad-answer",
  ],
  ["nginx, wrong path", 404, "<html><h1>404 Not Found</h1></html>", "bad-answer"],
  ["any, method", 405, { detail: "Method Not Allowed" }, "bad-answer"],
  [
    "OpenAI, quota",
    429,
    { error: { message: "You exceeded your current quota.", code: "insufficient_quota" } },
    "rate-limited",
  ],
  [
    "llama-server, long prompt",
    400,
    {
      error: {
        code: 400,
        message: "request (5031 tokens) exceeds the available context size (1024 tokens), try increasing it",
        type: "exceed_context_size_error",
      },
    },
    "context-full",
  ],
  [
    "vLLM, long prompt",
    400,
    {
      object: "error",
      message: "This model's maximum context length is 16384 tokens. However, you requested 122946 tokens.",
      type: "BadRequestError",
      code: 400,
    },
    "context-full",
  ],
  [
    "OpenAI, long prompt",
    400,
    {
      error: {
        message: "Too long.",
        type: "invalid_request_error",
        param: "messages",
        code: "context_length_exceeded",
      },
    },
    "context-full",
  ],
  [
    "xAI, long prompt",
    400,
    { error: "This model's maximum prompt length is 131072 but the request contains 200000 tokens." },
    "context-full",
  ],
  [
    "SGLang, long prompt",
    400,
    {
      object: "error",
      message: "The input (9000 tokens) is longer than the model's context length (8192 tokens).",
      code: 400,
    },
    "context-full",
  ],
  [
    "FastAPI, bad field",
    422,
    { detail: [{ loc: ["body", "top_k"], msg: "extra fields not permitted", type: "x" }] },
    "bad-request",
  ],
  ["any, teapot", 418, {}, "bad-request"],
  [
    "llama-server, loading",
    503,
    { error: { message: "Loading model", type: "unavailable_error", code: 503 } },
    "engine-lost",
  ],
  ["any, gateway", 502, "<html>Bad Gateway</html>", "engine-lost"],
];
for (const [what, status, body, code] of cases)
  test(`${what}: ${status} is ${code}`, () => {
    const text = typeof body === "string" ? body : JSON.stringify(body);
    const error = failureToError(failureOf(status, text, address), address, "m");
    assert.equal(error.code, code, error.message);
    assert.match(error.message, /http:\/\/models\.example\/v1/);
    assert.ok(!error.message.includes("<"));
  });

test("an error within a stream takes its status from its code", () => {
  const at = (code: unknown) =>
    failureToError(failureOf(0, JSON.stringify({ error: { message: "late", code } }), address), address, "m")
      .code;
  assert.equal(at(429), "rate-limited");
  assert.equal(at("401"), "unauthorized");
  assert.equal(at(null), "engine-lost");
});

test("the key, control characters and long texts do not get into the message", () => {
  const body = JSON.stringify({
    error: { message: `bad key sk-secret\u0000\n\u001b[31m${"x".repeat(5000)}` },
  });
  const { message } = failureToError(failureOf(401, body, address), address);
  assert.ok(!message.includes("sk-secret"));
  assert.ok(message.includes("[key]"));
  assert.match(message, /^[\x20-\x7e…]+$/);
  assert.ok(message.length < 400);
});

const nowMs = Date.parse("2026-11-23T12:00:00Z");
const waits: [headers: Record<string, string>, waitMs: number | undefined][] = [
  [{ "retry-after": "7" }, 7000],
  [{ "retry-after": "0.5" }, 500],
  [{ "retry-after-ms": "1250", "retry-after": "7" }, 1250],
  [{ "retry-after": "Mon, 23 Nov 2026 12:00:30 GMT" }, 30_000],
  [{ "retry-after": "Mon, 23 Nov 2026 11:00:00 GMT" }, 0],
  [{ "retry-after": "999999999" }, 24 * 3_600_000],
  [{ "retry-after": "soon" }, undefined],
  [{}, undefined],
];
for (const [headers, waitMs] of waits)
  test(`${JSON.stringify(headers)} is a wait of ${waitMs} ms`, async () => {
    const failure = await readFailure(new Response("later", { status: 429, headers }), address, nowMs);
    assert.equal(failureToError(failure, address).retryAfterMs, waitMs);
  });

test("no more than 64 KiB of a refusal are read", async () => {
  let pulled = 0;
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      pulled++;
      controller.enqueue(new Uint8Array(16 * 1024).fill(120));
    },
  });
  const failure = await readFailure(new Response(body, { status: 500 }), address, nowMs);
  assert.equal(failure.message.length, 301);
  assert.ok(pulled <= 6, `${pulled} pieces were read`);
});
