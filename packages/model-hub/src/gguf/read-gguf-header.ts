// Reads what the head of a GGUF file says: the metadata worth keeping and whether all tensors are there.
// Not a loader: weights are never read. Format: docs/gguf.md of ggml-org/ggml, versions 2 and 3.
import { ModelHubError } from "../model-hub-error.ts";
import { ByteWindow, type ReadAt } from "./byte-window.ts";
import { tensorBytes } from "./tensor-types.ts";

/** A metadata value. Long lists (a vocabulary) are told by their length alone. */
export type GgufValue =
  | string
  | number
  | boolean
  | readonly (string | number | boolean)[]
  | { length: number };

export interface GgufHeader {
  version: number;
  metadata: ReadonlyMap<string, GgufValue>;
  tensors: number;
  /** Weights of all tensors in this file. */
  parameters: number;
  /** Bytes the file must have for its tensors to be whole. A file may be longer. */
  bytesNeeded: number;
}

// Bounds. The largest real headers (vocabularies of 262,144 tokens with merges) are about 30 MB.
const headerBytesMax = 256 << 20;
const keysMax = 65_536;
const tensorsMax = 1_000_000;
const keyBytesMax = 65_535;
const textBytesMax = 1 << 20;
const keptBytesMax = 8 << 20;
const keptItemsMax = 1_024;
const keptItemBytesMax = 256;

const type = {
  u8: 0,
  i8: 1,
  u16: 2,
  i16: 3,
  u32: 4,
  i32: 5,
  f32: 6,
  bool: 7,
  text: 8,
  list: 9,
  u64: 10,
  i64: 11,
  f64: 12,
};
const sizeOf: Readonly<Record<number, number>> = {
  0: 1,
  1: 1,
  2: 2,
  3: 2,
  4: 4,
  5: 4,
  6: 4,
  7: 1,
  10: 8,
  11: 8,
  12: 8,
};

/**
 * `read` serves a file of `fileBytes` bytes. Memory stays below about 16 MB and time is bound by the header's size,
 * whatever the bytes are. Throws `ModelHubError` "file-broken" for anything but a whole GGUF header; a file that
 * ends before its tensors do is told by `bytesNeeded`.
 */
export async function readGgufHeader(read: ReadAt, fileBytes: number): Promise<GgufHeader> {
  const walk = new HeaderWalk(new ByteWindow(read, fileBytes, headerBytesMax));
  return walk.header();
}

class HeaderWalk {
  private readonly window: ByteWindow;
  private kept = 0;

  constructor(window: ByteWindow) {
    this.window = window;
  }

  async header(): Promise<GgufHeader> {
    const { window } = this;
    if (window.size < 24) throw broken(`it has ${window.size} bytes, fewer than any GGUF header`);
    await window.fill(24);
    const magic = window.u32();
    if (magic !== 0x46554747) throw broken('it does not begin with the letters "GGUF"');
    const version = window.u32();
    if (version !== 2 && version !== 3)
      throw broken(`its format version is ${version}, and 2 and 3 can be read`);
    const tensors = window.u64();
    const keys = window.u64();
    if (tensors > tensorsMax) throw broken(`it claims ${tensors} tensors`);
    if (keys > keysMax) throw broken(`it claims ${keys} metadata keys`);

    const metadata = new Map<string, GgufValue>();
    for (let index = 0; index < keys; index += 1) {
      const key = await this.text(keyBytesMax);
      metadata.set(key, await this.value(await this.u32(), 0));
    }

    const alignment = metadata.get("general.alignment") ?? 32;
    if (typeof alignment !== "number" || alignment < 1 || alignment > 1 << 20)
      throw broken("its alignment makes no sense");
    let parameters = 0;
    let dataEnd = 0;
    for (let index = 0; index < tensors; index += 1) {
      const tensor = await this.tensor();
      parameters += tensor.weights;
      dataEnd = Math.max(dataEnd, tensor.offset + tensor.bytes);
    }
    const dataStart = Math.ceil(window.position / alignment) * alignment;
    const bytesNeeded = tensors === 0 ? window.position : dataStart + dataEnd;
    if (!Number.isSafeInteger(bytesNeeded)) throw broken("its tensors lie beyond any disk");
    return { version, metadata, tensors, parameters, bytesNeeded };
  }

  private async value(kind: number, depth: number): Promise<GgufValue> {
    if (kind === type.text) return this.text(textBytesMax);
    if (kind === type.list) return this.list(depth);
    const size = sizeOf[kind];
    if (size === undefined) throw broken(`it uses a value type ${kind}, which does not exist`);
    if (!this.window.has(size)) await this.window.fill(size);
    return this.scalar(kind);
  }

  private scalar(kind: number): number | boolean {
    const { window } = this;
    switch (kind) {
      case type.u8:
        return window.u8();
      case type.i8:
        return window.i8();
      case type.u16:
        return window.u16();
      case type.i16:
        return window.i16();
      case type.u32:
        return window.u32();
      case type.i32:
        return window.i32();
      case type.f32:
        return window.f32();
      case type.bool:
        return window.u8() !== 0;
      case type.u64:
        return window.u64();
      case type.i64:
        return window.i64();
      default:
        return window.f64();
    }
  }

  private async list(depth: number): Promise<GgufValue> {
    const kind = await this.u32();
    const length = await this.u64();
    if (kind === type.list) {
      if (depth >= 2) throw broken("its lists are nested too deep");
      for (let index = 0; index < length; index += 1) await this.list(depth + 1);
      return { length };
    }
    const size = sizeOf[kind];
    if (size === undefined && kind !== type.text)
      throw broken(`it has a list of type ${kind}, which does not exist`);
    if (depth === 0 && length <= keptItemsMax) {
      this.keep(length * 16);
      const items: (string | number | boolean)[] = [];
      for (let index = 0; index < length; index += 1) {
        if (kind === type.text) {
          items.push(await this.text(textBytesMax, keptItemBytesMax));
        } else {
          if (!this.window.has(size ?? 0)) await this.window.fill(size ?? 0);
          items.push(this.scalar(kind));
        }
      }
      return items;
    }
    if (size !== undefined) {
      this.skip(length * size);
    } else {
      for (let index = 0; index < length; index += 1) {
        if (!this.window.has(8)) await this.window.fill(8);
        this.skip(this.window.u64());
      }
    }
    return { length };
  }

  private async tensor(): Promise<{ weights: number; offset: number; bytes: number }> {
    await this.text(keyBytesMax, 0);
    const dimensions = await this.u32();
    if (dimensions > 8) throw broken(`it has a tensor of ${dimensions} dimensions`);
    let weights = 1;
    for (let index = 0; index < dimensions; index += 1) weights *= await this.u64();
    const kind = await this.u32();
    const offset = await this.u64();
    // A type newer than the table: at least its start must be there.
    return { weights, offset, bytes: tensorBytes(kind, weights) ?? 0 };
  }

  /** A text of at most `bytesMax` bytes, of which the first `keepMax` are kept. */
  private async text(bytesMax: number, keepMax = bytesMax): Promise<string> {
    const length = await this.u64();
    if (length > bytesMax) throw broken(`it has a text of ${length} bytes where ${bytesMax} are the most`);
    const keep = Math.min(length, keepMax);
    this.keep(keep);
    if (keep > 0 && !this.window.has(keep)) await this.window.fill(keep);
    const text = new TextDecoder().decode(this.window.bytes(keep));
    this.skip(length - keep);
    return text;
  }

  private keep(bytes: number): void {
    this.kept += bytes;
    if (this.kept > keptBytesMax) throw broken(`its metadata is larger than ${keptBytesMax} bytes`);
  }

  private skip(bytes: number): void {
    if (this.window.position + bytes > headerBytesMax)
      throw broken(`its header passes ${headerBytesMax} bytes`);
    this.window.skip(bytes);
  }

  private async u32(): Promise<number> {
    if (!this.window.has(4)) await this.window.fill(4);
    return this.window.u32();
  }

  private async u64(): Promise<number> {
    if (!this.window.has(8)) await this.window.fill(8);
    return this.window.u64();
  }
}

function broken(why: string): ModelHubError {
  return new ModelHubError("file-broken", `This is no whole GGUF file: ${why}.`);
}
