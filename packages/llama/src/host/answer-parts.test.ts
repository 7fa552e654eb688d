import assert from "node:assert/strict";
import { test } from "node:test";
import type { ModelPart, ModelSpec } from "@grok/model";
import { noBranches, noWork } from "../engine-messages.ts";
import { answerParts } from "./answer-parts.ts";
import type { AnswerReport, AnswerRequest } from "./engine-host.ts";
import { ReportQueue } from "./report-queue.ts";

const spec = { id: "small", digest: "d" } as ModelSpec;
const request = { type: "generate" } as AnswerRequest;
const started: AnswerReport = { type: "started", id: 1, promptTokens: 9, cachedTokens: 4, warnings: [] };
const finished: AnswerReport = {
  type: "finished",
  id: 1,
  reason: "stop",
  outputTokens: 1,
  reasoningTokens: 0,
  tokens: [5],
  work: noWork,
  branchCache: noBranches,
};
const open: AnswerReport = { type: "part", id: 1, part: { type: "text-start", id: "1" } };
const delta: AnswerReport = { type: "part", id: 1, part: { type: "text-delta", id: "1", text: "Hi" } };
const close: AnswerReport = { type: "part", id: 1, part: { type: "text-end", id: "1" } };

/** An engine that says `reports` and notes what happens to it. */
function fake(reports: readonly AnswerReport[]) {
  const queue = new ReportQueue<AnswerReport>();
  for (const report of reports) queue.push(report);
  const log: string[] = [];
  const engine = { answer: () => ({ next: () => queue.next(), cancel: () => log.push("cancel") }) };
  const release = (succeeded: boolean) => log.push(succeeded ? "released" : "released after failure");
  const lease = { engine, size: { contextTokens: 100 }, release } as unknown as Parameters<
    typeof answerParts
  >[2];
  return { queue, log, parts: (signal: AbortSignal) => answerParts(spec, request, lease, signal) };
}

test("reports become parts with the counts that belong to them", async () => {
  const { parts, log } = fake([started, open, delta, close, finished]);
  const all = await Array.fromAsync(parts(new AbortController().signal));
  assert.deepEqual(all[0], {
    type: "start",
    modelId: "small",
    modelDigest: "d",
    contextTokens: 100,
    promptTokens: 9,
    cachedTokens: 4,
    warnings: [],
  });
  assert.deepEqual(all.at(-1), {
    type: "finish",
    reason: "stop",
    usage: { promptTokens: 9, cachedTokens: 4, outputTokens: 1, reasoningTokens: 0 },
    tokens: [5],
  });
  assert.deepEqual(log, ["released"]);
});

test("a failure is an error part, and the engine is given back", async () => {
  const { parts, log } = fake([started, { type: "failed", id: 1, code: "engine-lost", message: "killed" }]);
  const all = await Array.fromAsync(parts(new AbortController().signal));
  const last = all.at(-1);
  assert.equal(last?.type === "error" && last.error.code, "engine-lost");
  assert.deepEqual(log, ["released after failure"]);
});

test("an abort does not wait for an engine that is busy reading, which is given back when it has ended", async () => {
  const { parts, log, queue } = fake([started, open, delta]);
  const abort = new AbortController();
  const all: ModelPart[] = [];
  for await (const part of parts(abort.signal)) {
    all.push(part);
    if (part.type === "text-delta") abort.abort();
  }
  assert.deepEqual(
    all.map((part) => part.type),
    ["start", "text-start", "text-delta", "text-end", "finish"],
  );
  const last = all.at(-1);
  assert.equal(last?.type === "finish" && last.reason, "cancelled");
  assert.ok(!log.includes("released"));
  queue.push({ ...finished, reason: "cancelled" });
  await new Promise((resolve) => setImmediate(resolve));
  assert.ok(log.includes("cancel") && log.at(-1) === "released");
});

test("leaving the loop cancels, and the engine is given back when it has ended", async () => {
  const { parts, log, queue } = fake([started, open, delta]);
  for await (const part of parts(new AbortController().signal)) if (part.type === "text-delta") break;
  assert.deepEqual(log, ["cancel"]);
  queue.push(close);
  queue.push(finished);
  await new Promise((resolve) => setImmediate(resolve));
  assert.deepEqual(log, ["cancel", "released"]);
});
