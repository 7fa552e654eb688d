// xAI's own client for Python, unchanged, against a whole server over a scripted model: see xai_sdk_checks.py.
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { createInterface } from "node:readline";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import type { Embedder } from "@grok/model";
import { answerChecks } from "../answering-engine.ts";
import { TestServer } from "../test-server.ts";

const script = fileURLToPath(new URL("../../../../scripts/xai-sdk.mjs", import.meta.url));
const checks = fileURLToPath(new URL("xai_sdk_checks.py", import.meta.url));
const made = spawnSync(process.execPath, [script], { encoding: "utf8" });
const skip = made.status === 2 && `SKIPPED, Python's xai-sdk cannot be had: ${made.stderr}`;
if (skip) console.error(skip);
after(() => TestServer.disposeAll());

test("the official client gets what it asks for", { skip, timeout: 120_000 }, async (t) => {
  assert.equal(made.status, 0, made.stderr);
  const server = await TestServer.start({ embedder: twoVectors });
  const engine = answerChecks(server.engine);
  const { keys, live } = server.clients();
  await live.saveFeed({ source: "push", on: true });
  const post = {
    text: "The harbour is full of whales today",
    author: "ada",
    url: "https://social.example/@ada/1",
  };
  await fetch(`${server.url}/live/posts`, { method: "POST", body: JSON.stringify([post]) });
  const secret = async (request: Parameters<typeof keys.createKey>[0]) =>
    (await keys.createKey(request)).secret;
  const whole = await secret({ name: "whole", userId: "ada" });
  const narrow = await secret({
    name: "narrow",
    userId: "bob",
    acls: ["api-key:model:*", "api-key:endpoint:chat"],
  });
  const spent = await secret({ name: "spent", userId: "cleo", limits: { requests: { minute: 1n } } });

  const python = spawn(made.stdout.trim(), [checks, String(server.port), whole, narrow, spent]);
  let errors = "";
  python.stderr.on("data", (data) => {
    errors += data;
  });
  const ok: string[] = [];
  const failed: string[] = [];
  for await (const line of createInterface(python.stdout)) {
    t.diagnostic(line);
    if (line.startsWith("ok ")) ok.push(line);
    else failed.push(line);
  }
  assert.deepEqual(failed, [], errors);
  assert.ok(ok.length >= 20, errors);
  // Whoever leaves a stream stops the work for it.
  assert.ok(engine.left >= 1);
});

const twoVectors: Embedder = {
  name: "test",
  list: async () => [
    { id: "vectors", title: "Vectors", dimensions: 2, tokensMax: 100, reranks: false, languages: [] },
  ],
  embed: async ({ texts }) => ({
    vectors: texts.map((text) => Float32Array.of(Number(text.length === 1), Number(text.length === 2))),
    promptTokens: texts.length,
    cut: [],
  }),
  rerank: () => Promise.reject(new Error("not asked for")),
  dispose: async () => {},
};
