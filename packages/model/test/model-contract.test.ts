import assert from "node:assert/strict";
import { test } from "node:test";
import { assertPartOrder } from "./collect-parts.ts";
import { modelContract } from "./model-contract.ts";
import { scriptedProvider } from "./scripted-provider.ts";

modelContract("a scripted provider", async () => {
  const provider = scriptedProvider();
  return {
    provider,
    modelId: "scripted",
    capable: { reportsTokens: true, exactCount: true, continuesLast: true },
    dispose: () => provider.dispose(),
  };
});

const start = { type: "start", modelId: "m", warnings: [] } as const;
const usage = { promptTokens: 0, cachedTokens: 0, outputTokens: 0, reasoningTokens: 0 };
const finish = { type: "finish", reason: "stop", usage } as const;

test("streams that break the order of parts are caught", () => {
  const open = { type: "text-start", id: "1" } as const;
  const delta = { type: "text-delta", id: "1", text: "a" } as const;
  const close = { type: "text-end", id: "1" } as const;
  assertPartOrder([start, open, delta, close, finish]);
  assertPartOrder([finish]);
  assert.throws(() => assertPartOrder([]));
  assert.throws(() => assertPartOrder([start, open, delta, close]), /ends the answer/);
  assert.throws(() => assertPartOrder([open, close, finish]), /start comes first/);
  assert.throws(() => assertPartOrder([start, delta, finish]), /open block/);
  assert.throws(() => assertPartOrder([start, open, delta, finish]), /closed before finish/);
  assert.throws(() => assertPartOrder([start, open, close, open, close, finish]), /used once/);
  assert.throws(() => assertPartOrder([start, open, { ...delta, type: "reasoning-delta" }, close, finish]));
  assert.throws(() => assertPartOrder([start, finish, finish]), /nothing follows/);
});
