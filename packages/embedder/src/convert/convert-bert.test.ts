import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdtempSync } from "node:fs";
import { readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { convertBert } from "./convert-bert.ts";

const folder = mkdtempSync(join(tmpdir(), "grok-convert-"));
after(() => rm(folder, { recursive: true, force: true }));
const at = (name: string) => join(folder, name);

const config = {
  model_type: "bert",
  hidden_act: "gelu",
  hidden_size: 4,
  intermediate_size: 8,
  layer_norm_eps: 1e-12,
  max_position_embeddings: 16,
  num_attention_heads: 2,
  num_hidden_layers: 1,
  type_vocab_size: 2,
  vocab_size: 7,
};
const words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "a", "##b"];
const origin = { name: "Tiny", licence: "mit", source: "https://models.example", description: "" };
const files = { weights: at("model.safetensors"), vocabulary: at("vocab.txt"), config: at("config.json") };

/** The tensors of a BERT model with one layer, in the order given, as a safetensors file. */
function weights(order: (names: string[]) => string[] = (names) => names): Buffer {
  const layer = "encoder.layer.0.";
  const shapes: Record<string, number[]> = {
    "embeddings.position_ids": [1, 16],
    "embeddings.word_embeddings.weight": [7, 4],
    "embeddings.position_embeddings.weight": [16, 4],
    "embeddings.token_type_embeddings.weight": [2, 4],
    "embeddings.LayerNorm.weight": [4],
    "embeddings.LayerNorm.bias": [4],
    "pooler.dense.weight": [4, 4],
  };
  for (const part of [
    "attention.self.query",
    "attention.self.key",
    "attention.self.value",
    "attention.output.dense",
  ])
    shapes[`${layer}${part}.weight`] = [4, 4];
  shapes[`${layer}intermediate.dense.weight`] = [8, 4];
  shapes[`${layer}output.dense.weight`] = [4, 8];
  for (const part of ["attention.output.LayerNorm", "output.LayerNorm"])
    shapes[`${layer}${part}.weight`] = [4];
  for (const name of Object.keys(shapes))
    if (name.startsWith(layer))
      shapes[name.replace("weight", "bias")] = [name.includes("intermediate") ? 8 : 4];
  const header: Record<string, unknown> = { __metadata__: { format: "pt" } };
  const data: Buffer[] = [];
  let offset = 0;
  for (const name of order(Object.keys(shapes))) {
    const count = shapes[name]!.reduce((product, length) => product * length, 1);
    // What a tensor holds depends on its name alone.
    const values = Float32Array.from({ length: count }, (_, index) => name.length / 100 + index / 64);
    data.push(Buffer.from(values.buffer));
    header[name] = { dtype: "F32", shape: shapes[name], data_offsets: [offset, offset + count * 4] };
    offset += count * 4;
  }
  const head = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(head.length));
  return Buffer.concat([length, head, ...data]);
}

async function write(bytes: Buffer, changes: object = {}, vocabulary = words): Promise<void> {
  await writeFile(files.weights, bytes);
  await writeFile(files.vocabulary, `${vocabulary.join("\n")}\n`);
  await writeFile(files.config, JSON.stringify({ ...config, ...changes }));
}

const hash = async (path: string) =>
  createHash("sha256")
    .update(await readFile(path))
    .digest("hex");

test("the same model gives the same bytes, in whatever order its tensors lie", async () => {
  await write(weights());
  await convertBert(files, at("one.gguf"), { origin });
  await convertBert(files, at("two.gguf"), { origin });
  await write(weights((names) => names.toReversed()));
  await convertBert(files, at("three.gguf"), { origin });
  assert.equal(await hash(at("one.gguf")), await hash(at("two.gguf")));
  assert.equal(await hash(at("one.gguf")), await hash(at("three.gguf")));
  assert.equal(
    await hash(at("one.gguf")),
    "beea29f2e7d1e31ed841136dfd0c344e05097bee1dfc89a44007407be0e040d6",
    "the bytes changed: every file made before is then another one, and the catalogue's hash with it",
  );
});

test("progress is told up to the whole file, and an abort ends it", async () => {
  await write(weights());
  const told: number[][] = [];
  await convertBert(files, at("one.gguf"), { origin, onBytes: (bytes, total) => told.push([bytes, total]) });
  const { length } = await readFile(at("one.gguf"));
  assert.ok(told.length > 10);
  assert.ok(told.every(([bytes, total]) => bytes! <= length && total === length));
  await assert.rejects(convertBert(files, at("x.gguf"), { origin, signal: AbortSignal.abort() }), {
    name: "AbortError",
  });
});

test("what is no BERT model is refused with the reason", async () => {
  const refused = async (says: RegExp) => assert.rejects(convertBert(files, at("x.gguf"), { origin }), says);
  await write(weights(), { model_type: "roberta" });
  await refused(/model_type/);
  await write(weights(), { num_hidden_layers: 2 });
  await refused(/21 tensors .* 2 layers have 37/);
  await write(weights(), {}, words.slice(1));
  await refused(/vocabulary has 6 tokens/);
  await write(weights(), {}, words.with(4, "x"));
  await refused(/no \[MASK\]/);
  await write(weights().subarray(0, -40));
  await refused(/ends at byte/);
  await write(Buffer.from("\xff\xff\xff\xff\xff\xff\xff\xffnonsense", "latin1"));
  await refused(/no safetensors file/);
});
