// The head of a GGUF file (version 3): what describes the model, and where its tensors are. Layout after ggml's docs/gguf.md.

export type GgufValue =
  | { readonly type: "uint32" | "float32"; readonly value: number }
  | { readonly type: "bool"; readonly value: boolean }
  | { readonly type: "string"; readonly value: string }
  | { readonly type: "strings"; readonly value: readonly string[] }
  | { readonly type: "int32s"; readonly value: readonly number[] };

/** `shape`: innermost dimension first, as GGUF has it. */
export interface GgufTensor {
  readonly name: string;
  readonly shape: readonly number[];
  readonly type: "f32" | "f16";
}

const valueTypes = { uint32: 4, int32: 5, float32: 6, bool: 7, string: 8, array: 9 } as const;
const tensorTypes = { f32: 0, f16: 1 } as const;
const alignment = 32;

/** The head, padded to where the first tensor begins. Tensors follow in order, each padded with zeros to `paddedBytes`. */
export function ggufHeader(
  metadata: Readonly<Record<string, GgufValue>>,
  tensors: readonly GgufTensor[],
): Buffer {
  const entries = Object.entries(metadata);
  const pieces = [Buffer.from("GGUF"), uint32(3), uint64(tensors.length), uint64(entries.length)];
  for (const [key, value] of entries) pieces.push(string(key), ...encoded(value));
  let offset = 0;
  for (const tensor of tensors) {
    const { name, shape, type } = tensor;
    pieces.push(string(name), uint32(shape.length), ...shape.map(uint64));
    pieces.push(uint32(tensorTypes[type]), uint64(offset));
    offset += paddedBytes(tensorBytes(tensor));
  }
  const head = Buffer.concat(pieces);
  return Buffer.concat([head, Buffer.alloc(paddedBytes(head.length) - head.length)]);
}

/** Bytes of a tensor's numbers, without padding. */
export function tensorBytes({ shape, type }: GgufTensor): number {
  return shape.reduce((product, length) => product * length, type === "f16" ? 2 : 4);
}

/** `bytes` up to the next place where a tensor may begin. */
export function paddedBytes(bytes: number): number {
  return Math.ceil(bytes / alignment) * alignment;
}

function encoded(value: GgufValue): Buffer[] {
  switch (value.type) {
    case "uint32":
      return [uint32(valueTypes.uint32), uint32(value.value)];
    case "float32":
      return [uint32(valueTypes.float32), float32(value.value)];
    case "bool":
      return [uint32(valueTypes.bool), Buffer.from([value.value ? 1 : 0])];
    case "string":
      return [uint32(valueTypes.string), string(value.value)];
    case "strings":
      return [...arrayOf(valueTypes.string, value.value.length), ...value.value.map(string)];
    case "int32s":
      return [...arrayOf(valueTypes.int32, value.value.length), ...value.value.map(uint32)];
  }
}

function arrayOf(type: number, length: number): Buffer[] {
  return [uint32(valueTypes.array), uint32(type), uint64(length)];
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

function uint64(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(value));
  return bytes;
}

function float32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeFloatLE(value);
  return bytes;
}

function string(value: string): Buffer {
  const bytes = Buffer.from(value);
  return Buffer.concat([uint64(bytes.length), bytes]);
}
