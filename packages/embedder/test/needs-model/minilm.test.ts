// The default model for real: what our converter made of it, with our tokenizer, against numbers of the reference
// (a float64 forward pass over the published weights, with ids of the Python package "tokenizers").
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { after, test } from "node:test";
import { createEmbedder } from "@grok/embedder";
import { defaultModel } from "../default-model.ts";
import reference from "../fixtures/vectors.json" with { type: "json" };

const model = defaultModel();
const embedder = createEmbedder({ models: () => [model] });
after(() => embedder.dispose());
const embed = (texts: readonly string[]) => embedder.embed({ modelId: "all-minilm-l6-v2", texts });

test("the converted file is the one that the catalogue pins", () => {
  const sha256 = createHash("sha256").update(readFileSync(model.path)).digest("hex");
  assert.equal(sha256, "b413309ad90d34aedc4b9fa7b8c4084faf27b32242290a63b6b6f0f9dd2e41d3");
});

test("vectors are those of the reference to 1e-5, in every script", async () => {
  const { vectors, cut } = await embed(reference.map(({ text }) => text));
  for (const [index, { text, vector }] of reference.entries()) {
    const expected = new Float32Array(new Uint8Array(Buffer.from(vector, "base64")).buffer);
    const away = 1 - vectors[index]!.reduce((sum, value, at) => sum + value * expected[at]!, 0);
    assert.ok(away < 1e-5, `${text.slice(0, 30)}: ${away}`);
  }
  assert.deepEqual(cut, [reference.length - 1]);
});

test("what means the same is near, and what does not is far", async () => {
  const { vectors } = await embed([
    "A cat sleeps on the sofa.",
    "The kitten is napping on the couch.",
    "Interest rates rose again.",
  ]);
  const near = (a: number, b: number) =>
    vectors[a]!.reduce((sum, value, at) => sum + value * vectors[b]![at]!, 0);
  assert.ok(near(0, 1) > 0.7);
  assert.ok(near(0, 2) < 0.1);
});

test("killing the engine fails what it was asked, and the next request starts a new one", {
  skip: process.platform === "win32",
}, async () => {
  const pid = embedder.pids().get("all-minilm-l6-v2");
  assert.ok(pid);
  const long = embed(Array.from({ length: 50 }, (_, index) => `${index} ${"a long way home ".repeat(50)}`));
  setTimeout(() => process.kill(pid, "SIGKILL"), 50);
  await assert.rejects(long, { code: "engine-lost", message: /SIGKILL.*asking again/ });
  assert.equal((await embed(["again"])).vectors.length, 1);
  assert.notEqual(embedder.pids().get("all-minilm-l6-v2"), pid);
});
