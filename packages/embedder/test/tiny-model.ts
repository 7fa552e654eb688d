// BERT models of a few kilobytes with weights by chance: what they say means nothing, how they say it is real.
import { createHash } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { EmbedderSpec } from "@grok/model";
import { type BertConfig, bertMetadata } from "../src/convert/bert-metadata.ts";
import { staysFull } from "../src/convert/bert-tensors.ts";
import { type GgufTensor, ggufHeader, paddedBytes, tensorBytes } from "../src/convert/gguf-header.ts";

const config: BertConfig = {
  model_type: "bert",
  hidden_act: "gelu",
  position_embedding_type: "absolute",
  hidden_size: 32,
  intermediate_size: 64,
  layer_norm_eps: 1e-12,
  max_position_embeddings: 512,
  num_attention_heads: 2,
  num_hidden_layers: 2,
  type_vocab_size: 2,
  vocab_size: 0,
};

const letters = "abcdefghijklmnopqrstuvwxyz0123456789.,?!'-";
const vocabulary = [
  "[PAD]",
  "[UNK]",
  "[CLS]",
  "[SEP]",
  "[MASK]",
  ...letters,
  ...[...letters].map((letter) => `##${letter}`),
];

/** Writes a model into `folder`. `reranks`: with the head of a cross-encoder instead of an average of its tokens. */
export async function tinyModel(folder: string, reranks: boolean): Promise<EmbedderSpec> {
  const metadata = bertMetadata({ ...config, vocab_size: vocabulary.length }, vocabulary, {
    name: "Tiny",
    licence: "apache-2.0",
    source: "https://models.example/tiny",
    description: "For tests.",
  });
  if (reranks) metadata["bert.pooling_type"] = { type: "uint32", value: 4 };
  const tensors = tensorsOf(reranks);
  const next = chance(7);
  const pieces = [ggufHeader(metadata, tensors)];
  for (const tensor of tensors) pieces.push(numbers(tensor, next));
  const bytes = Buffer.concat(pieces);
  const path = join(folder, reranks ? "tiny-reranker.gguf" : "tiny-embedder.gguf");
  await writeFile(path, bytes);
  return {
    id: reranks ? "tiny-reranker" : "tiny-embedder",
    title: "Tiny",
    path,
    digest: createHash("sha256").update(bytes).digest("hex"),
    bytes: bytes.length,
    ...(reranks ? {} : { dimensions: config.hidden_size }),
    tokensMax: 128,
    reranks,
    languages: [],
  };
}

function tensorsOf(reranks: boolean): GgufTensor[] {
  const { hidden_size: size, intermediate_size: wide } = config;
  const shapes: Record<string, number[]> = {
    "token_embd.weight": [size, vocabulary.length],
    "position_embd.weight": [size, config.max_position_embeddings],
    "token_types.weight": [size, config.type_vocab_size],
    "token_embd_norm.weight": [size],
    "token_embd_norm.bias": [size],
    ...(reranks && {
      "cls.weight": [size, size],
      "cls.bias": [size],
      "cls.output.weight": [size, 1],
      "cls.output.bias": [1],
    }),
  };
  for (let layer = 0; layer < config.num_hidden_layers; layer++) {
    for (const part of ["attn_q", "attn_k", "attn_v", "attn_output"]) {
      shapes[`blk.${layer}.${part}.weight`] = [size, size];
      shapes[`blk.${layer}.${part}.bias`] = [size];
    }
    for (const part of ["attn_output_norm", "layer_output_norm"]) {
      shapes[`blk.${layer}.${part}.weight`] = [size];
      shapes[`blk.${layer}.${part}.bias`] = [size];
    }
    shapes[`blk.${layer}.ffn_up.weight`] = [size, wide];
    shapes[`blk.${layer}.ffn_up.bias`] = [wide];
    shapes[`blk.${layer}.ffn_down.weight`] = [wide, size];
    shapes[`blk.${layer}.ffn_down.bias`] = [size];
  }
  return Object.entries(shapes).map(([name, shape]) => ({
    name,
    shape,
    type: staysFull(name, shape) || name.startsWith("cls") ? ("f32" as const) : ("f16" as const),
  }));
}

function numbers(tensor: GgufTensor, next: () => number): Buffer {
  const count = tensor.shape.reduce((product, length) => product * length, 1);
  const isScale = tensor.name.endsWith("norm.weight");
  const values = Float32Array.from({ length: count }, () => (isScale ? 1 + next() * 0.1 : next() * 0.5));
  const bytes = tensor.type === "f32" ? values : new Float16Array(values);
  const padded = Buffer.alloc(paddedBytes(tensorBytes(tensor)));
  padded.set(new Uint8Array(bytes.buffer));
  return padded;
}

/** Numbers from -1 to 1, the same in every run. */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 31 - 1;
  };
}
