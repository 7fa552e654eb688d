// Makes small GGUF files for tests.

type Value =
  | { u32: number }
  | { u64: number }
  | { f32: number }
  | { bool: boolean }
  | { text: string }
  | { texts: readonly string[] }
  | { i32s: readonly number[] }
  | { bools: readonly boolean[] };

export interface GgufContent {
  version?: number;
  metadata?: Readonly<Record<string, Value>>;
  /** F32 tensors of these many weights each. */
  tensors?: readonly number[];
}

/** The metadata of a plain transformer that the hub takes for a language model. */
export const plainMetadata: Readonly<Record<string, Value>> = {
  "general.architecture": { text: "llama" },
  "general.name": { text: "Test Model" },
  "llama.context_length": { u32: 2048 },
  "llama.block_count": { u32: 4 },
  "llama.embedding_length": { u32: 64 },
  "llama.attention.head_count": { u32: 8 },
  "llama.attention.head_count_kv": { u32: 2 },
  "tokenizer.ggml.tokens": { texts: ["a", "b", "c"] },
};

export function ggufBytes({
  version = 3,
  metadata = plainMetadata,
  tensors = [64],
}: GgufContent = {}): Uint8Array {
  const parts: Buffer[] = [
    Buffer.from("GGUF"),
    u32(version),
    u64(tensors.length),
    u64(Object.keys(metadata).length),
  ];
  for (const [key, value] of Object.entries(metadata)) parts.push(text(key), encode(value));
  let offset = 0;
  for (const [index, weights] of tensors.entries()) {
    parts.push(text(`t${index}`), u32(1), u64(weights), u32(0), u64(offset));
    offset += Math.ceil((weights * 4) / 32) * 32;
  }
  const head = Buffer.concat(parts);
  const padding = Buffer.alloc((32 - (head.length % 32)) % 32);
  return Buffer.concat([head, padding, Buffer.alloc(tensors.length === 0 ? 0 : offset, 7)]);
}

function encode(value: Value): Buffer {
  if ("u32" in value) return Buffer.concat([u32(4), u32(value.u32)]);
  if ("u64" in value) return Buffer.concat([u32(10), u64(value.u64)]);
  if ("bool" in value) return Buffer.concat([u32(7), Buffer.from([value.bool ? 1 : 0])]);
  if ("text" in value) return Buffer.concat([u32(8), text(value.text)]);
  if ("texts" in value)
    return Buffer.concat([u32(9), u32(8), u64(value.texts.length), ...value.texts.map(text)]);
  if ("bools" in value) {
    return Buffer.concat([u32(9), u32(7), u64(value.bools.length), Buffer.from(value.bools.map(Number))]);
  }
  if ("i32s" in value) return Buffer.concat([u32(9), u32(5), u64(value.i32s.length), ...value.i32s.map(u32)]);
  const float = Buffer.alloc(4);
  float.writeFloatLE(value.f32);
  return Buffer.concat([u32(6), float]);
}

function u32(value: number): Buffer {
  const buffer = Buffer.alloc(4);
  buffer.writeUInt32LE(value);
  return buffer;
}

function u64(value: number): Buffer {
  const buffer = Buffer.alloc(8);
  buffer.writeBigUInt64LE(BigInt(value));
  return buffer;
}

function text(value: string): Buffer {
  const bytes = Buffer.from(value);
  return Buffer.concat([u64(bytes.length), bytes]);
}
