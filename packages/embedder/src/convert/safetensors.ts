import type { FileHandle } from "node:fs/promises";
import { z } from "zod";

/** One tensor of a safetensors file. */
export interface StoredTensor {
  readonly name: string;
  readonly type: string;
  /** Outermost dimension first. */
  readonly shape: readonly number[];
  /** From the file's begin. */
  readonly offset: number;
  readonly bytes: number;
}

const headerBytesMax = 100 * 2 ** 20;
const tensorSchema = z.object({
  dtype: z.string(),
  shape: z.array(z.int().nonnegative()).max(8),
  data_offsets: z.tuple([z.int().nonnegative(), z.int().nonnegative()]),
});

/** The tensors of a safetensors file by name. Throws `RangeError` where the file is not one, or is cut short. */
export async function readSafetensors(file: FileHandle): Promise<Map<string, StoredTensor>> {
  const { size } = await file.stat();
  const length = Buffer.alloc(8);
  await file.read(length, 0, 8, 0);
  const headerBytes = Number(length.readBigUInt64LE());
  if (headerBytes > Math.min(headerBytesMax, size - 8))
    throw new RangeError(`no safetensors file: it claims a header of ${headerBytes} bytes and has ${size}`);
  const text = Buffer.alloc(headerBytes);
  await file.read(text, 0, headerBytes, 8);
  const { __metadata__: _, ...entries } = z
    .record(z.string(), z.unknown())
    .parse(JSON.parse(text.toString()));
  const tensors = new Map<string, StoredTensor>();
  for (const [name, value] of Object.entries(entries)) {
    const { dtype, shape, data_offsets } = tensorSchema.parse(value);
    const [from, to] = data_offsets;
    if (to < from || 8 + headerBytes + to > size)
      throw new RangeError(`the tensor ${name} ends at byte ${to} of a file that is shorter`);
    tensors.set(name, { name, type: dtype, shape, offset: 8 + headerBytes + from, bytes: to - from });
  }
  return tensors;
}
