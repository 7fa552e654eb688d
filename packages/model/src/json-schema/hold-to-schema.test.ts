import assert from "node:assert/strict";
import { test } from "node:test";
import type { FinishReason, ModelPart } from "../model-part.ts";
import { holdToSchema } from "./hold-to-schema.ts";

const usage = { promptTokens: 0, cachedTokens: 0, outputTokens: 0, reasoningTokens: 0 };

async function held(texts: readonly string[], reason: FinishReason): Promise<ModelPart[]> {
  async function* parts(): AsyncGenerator<ModelPart> {
    yield { type: "reasoning-delta", id: "1", text: "Not JSON." };
    for (const text of texts) yield { type: "text-delta", id: "2", text };
    yield { type: "finish", reason, usage };
  }
  const schema = { type: "array", items: { type: "boolean" } } as const;
  return Array.fromAsync(holdToSchema(parts(), schema));
}

test("an answer in the schema passes as it is", async () => {
  const parts = await held(["[tr", "ue]"], "stop");
  assert.deepEqual(
    parts.map((part) => part.type),
    ["reasoning-delta", "text-delta", "text-delta", "finish"],
  );
});

test("an answer that says it is whole and is not ends as bad-answer, after all its text", async () => {
  for (const [text, why] of [
    ["[true", /not the whole/],
    ["```json\n[true]\n```", /not JSON/],
    ["", /not JSON/],
    ["[1]", /\/0 is not true or false/],
  ] as const) {
    const parts = await held([text], "stop");
    assert.equal(parts[1]?.type === "text-delta" && parts[1].text, text);
    const last = parts.at(-1);
    assert.ok(last?.type === "error");
    assert.equal(last.error.code, "bad-answer");
    assert.match(last.error.message, why);
  }
});

test("a cut answer keeps its reason", async () => {
  for (const reason of ["length", "context-full", "cancelled"] as const) {
    const last = (await held(["[tr"], reason)).at(-1);
    assert.equal(last?.type === "finish" && last.reason, reason);
  }
});
