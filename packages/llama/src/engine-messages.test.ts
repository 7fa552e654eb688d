import assert from "node:assert/strict";
import { test } from "node:test";
import { type EngineCommand, type EngineReport, engineCommand, engineReport } from "./engine-messages.ts";

const options = {
  messages: [{ role: "user", text: "Hello", generated: { modelDigest: "d", tokens: [1, 2] } }],
  continueLast: false,
  sampling: { temperature: 0.3, dry: { multiplier: 0.8, base: 1.75, allowedLength: 2, lastTokens: 256 } },
  stop: [],
  reasoning: "off",
  tenant: "",
} as const;

test("messages come through the channel's JSON as they were", () => {
  const command: EngineCommand = { type: "generate", id: 1, options };
  assert.deepEqual(engineCommand.parse(JSON.parse(JSON.stringify(command))), command);
  const report: EngineReport = { type: "part", id: 1, part: { type: "text-delta", id: "1", text: "é🙂" } };
  assert.deepEqual(engineReport.parse(JSON.parse(JSON.stringify(report))), report);
});

test("what is no message is refused", () => {
  for (const message of [
    undefined,
    null,
    "generate",
    {},
    { type: "generate", id: 1 },
    { type: "cancel", id: 0 },
  ]) {
    assert.equal(engineCommand.safeParse(message).success, false);
    assert.equal(engineReport.safeParse(message).success, false);
  }
});

test("sampling outside its limits is refused", () => {
  for (const sampling of [
    { temperature: -1 },
    { temperature: 1, topP: 2 },
    { temperature: Number.NaN },
    {},
  ]) {
    const command = { type: "generate", id: 1, options: { ...options, sampling } };
    assert.equal(engineCommand.safeParse(command).success, false);
  }
});
