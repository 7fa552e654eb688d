import assert from "node:assert/strict";
import { test } from "node:test";
import { ggufBytes, plainMetadata } from "../../test/gguf-bytes.ts";
import { abilitiesOfSize, ggufFacts } from "./gguf-facts.ts";
import { readGgufHeader } from "./read-gguf-header.ts";

type Metadata = NonNullable<Parameters<typeof ggufBytes>[0]>["metadata"];

async function factsOf(metadata: Metadata, name = "file.gguf") {
  const bytes = ggufBytes({ ...(metadata !== undefined && { metadata }) });
  return ggufFacts(
    await readGgufHeader(async (at, length) => bytes.subarray(at, at + length), bytes.length),
    name,
  );
}

test("a plain transformer's cache is layers × key-value heads × head width × 2 × 2 bytes", async () => {
  const facts = await factsOf(plainMetadata);
  assert.equal(facts.kvBytesPerToken, 4 * 2 * (64 / 8) * 2 * 2);
  assert.equal(facts.stateBytes, 0);
  assert.equal(facts.contextTokens, 2048);
  assert.equal(facts.vocabulary, 3);
  assert.equal(facts.title, "Test Model");
});

test("a hybrid keeps a cache in every fourth layer and a fixed state in the others (Qwen3.5-4B: 32,768 bytes, 53 MB)", async () => {
  const facts = await factsOf({
    "general.architecture": { text: "qwen35" },
    "qwen35.context_length": { u32: 262_144 },
    "qwen35.block_count": { u32: 32 },
    "qwen35.embedding_length": { u32: 2560 },
    "qwen35.attention.head_count": { u32: 16 },
    "qwen35.attention.head_count_kv": { u32: 4 },
    "qwen35.attention.key_length": { u32: 256 },
    "qwen35.attention.value_length": { u32: 256 },
    "qwen35.full_attention_interval": { u32: 4 },
    "qwen35.ssm.conv_kernel": { u32: 4 },
    "qwen35.ssm.state_size": { u32: 128 },
    "qwen35.ssm.group_count": { u32: 16 },
    "qwen35.ssm.inner_size": { u32: 4096 },
    "tokenizer.ggml.tokens": { texts: ["a"] },
  });
  assert.equal(facts.kvBytesPerToken, 32_768);
  assert.equal(Math.round(facts.stateBytes / 1e6), 53);
});

test("heads told per layer, sliding windows and shared caches are counted layer by layer", async () => {
  const facts = await factsOf({
    ...plainMetadata,
    "llama.attention.head_count_kv": { i32s: [2, 0, 2, 2] },
    "llama.attention.sliding_window": { u32: 100 },
    "llama.attention.sliding_window_pattern": { bools: [true, true, false, false] },
    "llama.attention.shared_kv_layers": { u32: 1 },
  });
  const layer = 2 * 8 * 2 * 2;
  assert.equal(facts.kvBytesPerToken, layer);
  assert.equal(facts.stateBytes, layer * 100);
});

test("thinking is read off the chat template", async () => {
  const withTemplate = (text: string) => factsOf({ ...plainMetadata, "tokenizer.chat_template": { text } });
  assert.equal((await withTemplate("{% if enable_thinking %}")).reasoning, "switch");
  assert.equal((await withTemplate("{% if add_generation_prompt %}assistant<think>")).reasoning, "always");
  assert.equal(
    (await withTemplate("strip <think> {% if add_generation_prompt %}assistant")).reasoning,
    "none",
  );
  assert.equal((await factsOf(plainMetadata)).reasoning, "none");
});

test("sampling comes from the file where it names a sound one", async () => {
  const facts = await factsOf({
    ...plainMetadata,
    "general.sampling.temp": { f32: 0.5 },
    "general.sampling.top_k": { u32: 20 },
    "general.sampling.top_p": { f32: 7 },
  });
  assert.deepEqual(facts.sampling, { temperature: 0.5, topK: 20 });
  assert.deepEqual((await factsOf(plainMetadata)).sampling, { temperature: 0.7, topP: 0.95, minP: 0.05 });
});

test("without a title the file's name stands in, and odd languages are left out", async () => {
  const { "general.name": _, ...untitled } = plainMetadata;
  const facts = await factsOf(
    { ...untitled, "general.languages": { texts: ["en", "zh-Hans", "Klingon!"] } },
    "my-model.gguf",
  );
  assert.equal(facts.title, "my-model");
  assert.deepEqual(facts.languages, ["en", "zh-Hans"]);
});

test("a projector or adapter is refused with its architecture named", async () => {
  await assert.rejects(factsOf({ "general.architecture": { text: "clip" } }), {
    code: "file-broken",
    message: /clip/,
  });
});

test("abilities grow with the size and never include tools or vision unmeasured", () => {
  assert.deepEqual(abilitiesOfSize(135e6), []);
  assert.deepEqual(abilitiesOfSize(1.2e9), ["persona", "rephrase"]);
  assert.deepEqual(abilitiesOfSize(8e9), ["persona", "rephrase", "suggest", "plan"]);
});

test("a file that pools its tokens makes vectors, one with a head for scores reranks, and neither answers", async () => {
  const bert = {
    "general.architecture": { text: "bert" },
    "bert.context_length": { u32: 512 },
    "bert.block_count": { u32: 6 },
    "bert.embedding_length": { u32: 384 },
    "bert.attention.head_count": { u32: 12 },
    "tokenizer.ggml.tokens": { texts: ["a"] },
  };
  const embeds = await factsOf({ ...bert, "bert.pooling_type": { u32: 1 } });
  assert.deepEqual([embeds.kind, embeds.dimensions, embeds.abilities], ["embedding", 384, []]);
  const reranks = await factsOf({ ...bert, "bert.pooling_type": { u32: 4 } });
  assert.deepEqual([reranks.kind, reranks.dimensions], ["reranking", undefined]);
  assert.equal((await factsOf(plainMetadata)).kind, undefined);
});
