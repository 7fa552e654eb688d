import type { GgufHeader, GgufValue } from "./read-gguf-header.ts";

/** What the layers of a model keep per conversation, in bytes at f16 (recurrent state at f32). */
export interface GgufMemory {
  kvBytesPerToken: number;
  stateBytes: number;
}

/**
 * Memory of a model's layers as its header tells it. Never too little for designs it does not know: a layer counts
 * as growing with the context unless the header says that it is recurrent, shares another layer's cache, or slides.
 *
 * Recurrent sizes follow llama.cpp's `n_embd_r` and `n_embd_s` (src/llama-hparams.cpp): per layer a convolution window
 * of `(conv_kernel − 1) × (inner_size + 2 × group_count × state_size)` and a state of `state_size × inner_size`.
 */
export function ggufMemory({ metadata }: GgufHeader): GgufMemory {
  const arch = metadata.get("general.architecture");
  const get = (key: string) => metadata.get(`${arch}.${key}`);
  const number = (key: string) => asNumber(get(key));

  const layers = number("block_count") ?? 0;
  const heads = number("attention.head_count") ?? asList(get("attention.head_count"))[0] ?? 0;
  const headWidth = heads > 0 ? (number("embedding_length") ?? 0) / heads : 0;
  const rowWidth = (suffix: string) =>
    (number(`attention.key_length${suffix}`) ?? headWidth) +
    (number(`attention.value_length${suffix}`) ?? headWidth);
  const kvHeads = get("attention.head_count_kv");
  const kvHeadsAt = (layer: number) => asNumber(kvHeads) ?? asList(kvHeads)[layer] ?? heads;

  const fullEvery = number("full_attention_interval");
  const isRecurrent = (layer: number) =>
    fullEvery !== undefined && fullEvery > 0 && (layer + 1) % fullEvery !== 0;
  const slidingWindow = number("attention.sliding_window") ?? 0;
  const pattern = asList(get("attention.sliding_window_pattern"));
  const slides = (layer: number) =>
    slidingWindow > 0 && pattern.length > 0 && pattern[layer % pattern.length] === 1;
  const withOwnCache = layers - (number("attention.shared_kv_layers") ?? 0);

  const recurrentBytes = recurrentLayerBytes(number);
  let kvBytesPerToken = 0;
  let stateBytes = 0;
  for (let layer = 0; layer < Math.min(layers, 10_000); layer += 1) {
    if (isRecurrent(layer)) {
      stateBytes += recurrentBytes;
    } else if (layer < withOwnCache) {
      const sliding = slides(layer);
      const swa = sliding && number("attention.key_length_swa") !== undefined ? "_swa" : "";
      const perToken = kvHeadsAt(layer) * rowWidth(swa) * 2;
      if (sliding) stateBytes += perToken * slidingWindow;
      else kvBytesPerToken += perToken;
    }
  }
  return { kvBytesPerToken: Math.ceil(kvBytesPerToken), stateBytes: Math.ceil(stateBytes) };
}

function recurrentLayerBytes(number: (key: string) => number | undefined): number {
  const inner = number("ssm.inner_size") ?? 0;
  const state = number("ssm.state_size") ?? 0;
  const groups = number("ssm.group_count") ?? 0;
  const kernel = Math.max(1, number("ssm.conv_kernel") ?? 1);
  return ((kernel - 1) * (inner + 2 * groups * state) + state * inner) * 4;
}

function asNumber(value: GgufValue | undefined): number | undefined {
  return typeof value === "number" && Number.isFinite(value) && value >= 0 ? value : undefined;
}

function asList(value: GgufValue | undefined): readonly number[] {
  return Array.isArray(value) ? value.map(Number) : [];
}
