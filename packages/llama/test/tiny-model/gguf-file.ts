// Writes GGUF files (version 3), as far as tests need it: no quantisation, every tensor of 32-bit floats.
// Layout after the format's description in ggml's repository (docs/gguf.md).

export type GgufValue =
  | { type: "uint32"; value: number }
  | { type: "float32"; value: number }
  | { type: "string"; value: string }
  | { type: "strings"; value: readonly string[] }
  | { type: "int32s"; value: readonly number[] };

/** `shape`: innermost dimension first, as GGUF has it. */
export interface GgufTensor {
  name: string;
  shape: readonly number[];
  data: Float32Array;
}

const valueTypes = { uint32: 4, int32: 5, float32: 6, string: 8, array: 9 } as const;
const alignment = 32;

/** The bytes of a GGUF file. Throws `RangeError` where a tensor's data does not fill its shape. */
export function ggufFile(
  metadata: Readonly<Record<string, GgufValue>>,
  tensors: readonly GgufTensor[],
): Buffer {
  const entries = Object.entries(metadata);
  const head = [Buffer.from("GGUF"), uint32(3), uint64(tensors.length), uint64(entries.length)];
  for (const [key, value] of entries) head.push(string(key), ...encoded(value));

  let offset = 0;
  for (const { name, shape, data } of tensors) {
    const size = shape.reduce((product, length) => product * length, 1);
    if (size !== data.length)
      throw new RangeError(`${name} has ${data.length} numbers for a shape of ${size}`);
    head.push(string(name), uint32(shape.length), ...shape.map(uint64), uint32(0), uint64(offset));
    offset += padded(data.byteLength);
  }

  const header = Buffer.concat(head);
  const body = tensors.map(({ data }) =>
    zeroFilled(Buffer.from(data.buffer, data.byteOffset, data.byteLength)),
  );
  return Buffer.concat([zeroFilled(header), ...body]);
}

function encoded(value: GgufValue): Buffer[] {
  switch (value.type) {
    case "uint32":
      return [uint32(valueTypes.uint32), uint32(value.value)];
    case "float32":
      return [uint32(valueTypes.float32), float32(value.value)];
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

function padded(bytes: number): number {
  return Math.ceil(bytes / alignment) * alignment;
}

function zeroFilled(bytes: Buffer): Buffer {
  return Buffer.concat([bytes, Buffer.alloc(padded(bytes.length) - bytes.length)]);
}
