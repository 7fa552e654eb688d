// Models of a few hundred kilobytes with random weights, in the shapes that matter to an engine: one whose state can
// be cut anywhere (dense), one with a sliding window, and two with recurrent layers (hybrid, the second a mixture of
// experts). They say letters
// without sense, never end by themselves, and what they say depends on all they have read: a wrong state shows.

import { createHash } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { ModelSpec } from "@grok/model";
import { type GgufTensor, type GgufValue, ggufFile } from "./gguf-file.ts";

export type TinyShape = "dense" | "sliding-window" | "hybrid" | "hybrid-mixture";

const width = 64;
const heads = 2;
const headWidth = 32;
const innerWidth = 128;
const window = 32;
const layers = { dense: 4, "sliding-window": 6, hybrid: 4, "hybrid-mixture": 4 } as const;
const architectures = {
  dense: "llama",
  "sliding-window": "gemma3",
  hybrid: "qwen35",
  "hybrid-mixture": "qwen35moe",
} as const;
const experts = { count: 4, used: 2, width: 64 } as const;
/** Recurrent layers: heads of values, heads of keys, width of each, length of the convolution. */
const recurrent = { valueHeads: 4, keyHeads: 2, width: 32, kernel: 4 } as const;

const spoken = [..."eaenst. "];
/** Spellings of the control tokens, ids from 256 on. */
const control = ["<|im_start|>", "<|im_end|>", "[THINK]", "[/THINK]"];
const chatTemplate =
  "{% for message in messages %}<|im_start|>{{ message.role }}\n{{ message.content }}<|im_end|>\n{% endfor %}" +
  "{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}";

/** Writes a tiny model into `folder` and says what an engine must know of it. */
export async function tinyModel(
  folder: string,
  shape: TinyShape = "dense",
  template: string = chatTemplate,
): Promise<ModelSpec> {
  const metadata = {
    ...metadataOf(shape),
    "tokenizer.chat_template": { type: "string", value: template } as const,
  };
  const file = ggufFile(metadata, tensorsOf(shape));
  const path = join(folder, `tiny-${shape}.gguf`);
  await writeFile(path, file);
  return {
    id: `tiny-${shape}`,
    title: `Tiny ${shape}`,
    path,
    digest: createHash("sha256").update(file).digest("hex"),
    bytes: file.length,
    contextTokensMax: 4096,
    kvBytesPerToken: 2 * layers[shape] * heads * headWidth * 2,
    stateBytes: isHybrid(shape) ? 60_000 : 0,
    languages: [],
    abilities: [],
    sampling: { temperature: 1 },
    stop: [],
    reasoning: "none",
  };
}

function isHybrid(shape: TinyShape): boolean {
  return shape === "hybrid" || shape === "hybrid-mixture";
}

function metadataOf(shape: TinyShape): Record<string, GgufValue> {
  const name = architectures[shape];
  const number = (value: number): GgufValue => ({ type: "uint32", value });
  const common: Record<string, GgufValue> = {
    "general.architecture": { type: "string", value: name },
    "general.name": { type: "string", value: `Tiny ${shape}` },
    [`${name}.context_length`]: number(4096),
    [`${name}.embedding_length`]: number(width),
    [`${name}.block_count`]: number(layers[shape]),
    [`${name}.feed_forward_length`]: number(innerWidth),
    [`${name}.attention.head_count`]: number(heads),
    [`${name}.attention.head_count_kv`]: number(heads),
    [`${name}.attention.key_length`]: number(headWidth),
    [`${name}.attention.value_length`]: number(headWidth),
    [`${name}.attention.layer_norm_rms_epsilon`]: { type: "float32", value: 1e-5 },
    [`${name}.rope.dimension_count`]: number(headWidth),
    "tokenizer.ggml.model": { type: "string", value: "gpt2" },
    "tokenizer.ggml.pre": { type: "string", value: "smollm" },
    "tokenizer.ggml.tokens": { type: "strings", value: vocabulary() },
    "tokenizer.ggml.token_type": { type: "int32s", value: vocabulary().map((_, id) => (id < 256 ? 1 : 3)) },
    "tokenizer.ggml.merges": { type: "strings", value: ["e e"] },
    "tokenizer.ggml.bos_token_id": number(256),
    "tokenizer.ggml.eos_token_id": number(257),
  };
  if (shape === "sliding-window") return { ...common, [`${name}.attention.sliding_window`]: number(window) };
  if (shape === "dense") return common;
  return {
    ...common,
    ...(shape === "hybrid-mixture" && {
      [`${name}.expert_count`]: number(experts.count),
      [`${name}.expert_used_count`]: number(experts.used),
      [`${name}.expert_feed_forward_length`]: number(experts.width),
      [`${name}.expert_shared_feed_forward_length`]: number(experts.width),
    }),
    [`${name}.full_attention_interval`]: number(4),
    [`${name}.rope.dimension_sections`]: { type: "int32s", value: [6, 5, 5, 0] },
    [`${name}.ssm.conv_kernel`]: number(recurrent.kernel),
    [`${name}.ssm.state_size`]: number(recurrent.width),
    [`${name}.ssm.group_count`]: number(recurrent.keyHeads),
    [`${name}.ssm.time_step_rank`]: number(recurrent.valueHeads),
    [`${name}.ssm.inner_size`]: number(recurrent.width * recurrent.valueHeads),
  };
}

/** GPT-2's spelling of the 256 bytes, then the control tokens. */
function vocabulary(): string[] {
  const bytes: string[] = [];
  let next = 256;
  for (let byte = 0; byte < 256; byte++) {
    const shown = (byte > 32 && byte < 127) || (byte > 160 && byte !== 173);
    bytes.push(String.fromCodePoint(shown ? byte : next++));
  }
  return [...bytes, ...control];
}

function tensorsOf(shape: TinyShape): GgufTensor[] {
  const random = randomNumbers(9);
  const matrix = (name: string, inputs: number, outputs: number, scale = 1): GgufTensor => {
    const data = Float32Array.from(
      { length: inputs * outputs },
      () => (random() * scale) / Math.sqrt(inputs),
    );
    return { name, shape: [inputs, outputs], data };
  };
  /** A matrix that writes back into the stream of the model; it leaves the first number of each token alone. */
  const back = (name: string, inputs: number): GgufTensor => {
    const tensor = matrix(name, inputs, width, 15);
    tensor.data.fill(0, 0, inputs);
    return tensor;
  };
  /** The same matrix for each expert, numbers apart. */
  const ofExperts = (tensor: GgufTensor): GgufTensor => {
    const data = Float32Array.from(
      { length: tensor.data.length * experts.count },
      (_, index) => tensor.data[index % tensor.data.length]! * (1 + 0.5 * random()),
    );
    return { ...tensor, shape: [...tensor.shape, experts.count], data };
  };
  const filled = (name: string, length: number, value: () => number = () => 1): GgufTensor => ({
    name,
    shape: [length],
    data: Float32Array.from({ length }, value),
  });

  const tokens = vocabulary().length;
  const embedding = matrix("token_embd.weight", width, tokens, Math.sqrt(width));
  const output = matrix("output.weight", width, tokens);
  const speakable = new Set(spoken.map((letter) => letter.charCodeAt(0)));
  for (let token = 0; token < tokens; token++) {
    // The first number is the same for all tokens and stays so: by it the output prefers letters to all else.
    embedding.data[token * width] = 8;
    output.data[token * width] = speakable.has(token) ? 4 : -4;
  }
  // Gemma multiplies embeddings by the root of their width.
  if (shape === "sliding-window") embedding.data.set(embedding.data.map((value) => value / Math.sqrt(width)));

  const all = [embedding, filled("output_norm.weight", width), output];
  for (let layer = 0; layer < layers[shape]; layer++) {
    const name = (rest: string) => `blk.${layer}.${rest}`;
    const isRecurrent = isHybrid(shape) && (layer + 1) % 4 !== 0;
    all.push(filled(name("attn_norm.weight"), width));
    if (isRecurrent) {
      const { valueHeads, keyHeads, width: state, kernel } = recurrent;
      const mixed = 2 * keyHeads * state + valueHeads * state;
      all.push(
        matrix(name("attn_qkv.weight"), width, mixed),
        matrix(name("attn_gate.weight"), width, valueHeads * state),
        matrix(name("ssm_conv1d.weight"), kernel, mixed),
        filled(name("ssm_dt.bias"), valueHeads, () => -1 - 3 * Math.abs(random())),
        filled(name("ssm_a"), valueHeads, () => -0.02 - 0.3 * Math.abs(random())),
        matrix(name("ssm_beta.weight"), width, valueHeads),
        matrix(name("ssm_alpha.weight"), width, valueHeads),
        filled(name("ssm_norm.weight"), state),
        back(name("ssm_out.weight"), valueHeads * state),
      );
    } else {
      // The hybrid's attention has a gate of the query's size beside it.
      const queries = heads * headWidth * (isHybrid(shape) ? 2 : 1);
      all.push(
        matrix(name("attn_q.weight"), width, queries),
        matrix(name("attn_k.weight"), width, heads * headWidth),
        matrix(name("attn_v.weight"), width, heads * headWidth),
        back(name("attn_output.weight"), heads * headWidth),
      );
      if (shape !== "dense") {
        all.push(
          filled(name("attn_q_norm.weight"), headWidth),
          filled(name("attn_k_norm.weight"), headWidth),
        );
      }
    }
    if (shape !== "dense") all.push(filled(name("post_attention_norm.weight"), width));
    if (!isHybrid(shape)) all.push(filled(name("ffn_norm.weight"), width));
    if (shape === "sliding-window") all.push(filled(name("post_ffw_norm.weight"), width));
    if (shape === "hybrid-mixture") {
      all.push(
        matrix(name("ffn_gate_inp.weight"), width, experts.count),
        ofExperts(matrix(name("ffn_gate_exps.weight"), width, experts.width)),
        ofExperts(matrix(name("ffn_up_exps.weight"), width, experts.width)),
        ofExperts(back(name("ffn_down_exps.weight"), experts.width)),
        filled(name("ffn_gate_inp_shexp.weight"), width, () => random() / Math.sqrt(width)),
        matrix(name("ffn_gate_shexp.weight"), width, experts.width),
        matrix(name("ffn_up_shexp.weight"), width, experts.width),
        back(name("ffn_down_shexp.weight"), experts.width),
      );
      continue;
    }
    all.push(
      matrix(name("ffn_gate.weight"), width, innerWidth),
      matrix(name("ffn_up.weight"), width, innerWidth),
      back(name("ffn_down.weight"), innerWidth),
    );
  }
  return all;
}

/** Numbers between -1 and 1, always the same for a seed (mulberry32). */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 31 - 1;
  };
}
