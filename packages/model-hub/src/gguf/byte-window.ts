import { ModelHubError } from "../model-hub-error.ts";

/** Reads up to `length` bytes at `position`; fewer only at the end of the file. */
export type ReadAt = (position: number, length: number) => Promise<Uint8Array>;

const windowBytes = 1 << 20;

/**
 * Walks through the head of a file in order, one chunk in memory at a time. Little-endian, as GGUF is.
 *
 * Throws `ModelHubError` "file-broken" when the file ends too early or the walk passes `limit`, so that no length
 * field, however wrong, makes it allocate or read more than that.
 */
export class ByteWindow {
  readonly size: number;
  readonly limit: number;
  private readonly read: ReadAt;
  private chunk: DataView = new DataView(new ArrayBuffer(0));
  private chunkStart = 0;
  private at = 0;

  constructor(read: ReadAt, size: number, limit: number) {
    this.read = read;
    this.size = size;
    this.limit = limit;
  }

  get position(): number {
    return this.chunkStart + this.at;
  }

  /** Whether `bytes` more can be taken without waiting; `fill` makes it so. Apart from it, so that tight loops stay synchronous. */
  has(bytes: number): boolean {
    return this.at + bytes <= this.chunk.byteLength;
  }

  async fill(bytes: number): Promise<void> {
    const start = this.position;
    const end = start + bytes;
    if (end > this.size) {
      throw new ModelHubError(
        "file-broken",
        `The file ends after ${this.size} bytes, in the middle of its header.`,
      );
    }
    if (end > this.limit) {
      throw new ModelHubError(
        "file-broken",
        `The file's header is longer than ${this.limit} bytes; no real one is.`,
      );
    }
    const wanted = Math.min(Math.max(bytes, windowBytes), this.size - start);
    const data = await this.read(start, wanted);
    if (data.byteLength < bytes) {
      throw new ModelHubError(
        "file-broken",
        `The file ends after ${start + data.byteLength} bytes, in the middle of its header.`,
      );
    }
    this.chunk = new DataView(data.buffer, data.byteOffset, data.byteLength);
    this.chunkStart = start;
    this.at = 0;
  }

  /** Moves on without reading. */
  skip(bytes: number): void {
    if (this.position + bytes > this.size) {
      throw new ModelHubError(
        "file-broken",
        `The file ends after ${this.size} bytes, in the middle of its header.`,
      );
    }
    if (this.has(bytes)) {
      this.at += bytes;
    } else {
      this.chunkStart = this.position + bytes;
      this.chunk = new DataView(new ArrayBuffer(0));
      this.at = 0;
    }
  }

  // The takers below need the bytes to be there: callers ask `has` and wait for `fill` first.

  u8(): number {
    return this.chunk.getUint8(this.move(1));
  }
  i8(): number {
    return this.chunk.getInt8(this.move(1));
  }
  u16(): number {
    return this.chunk.getUint16(this.move(2), true);
  }
  i16(): number {
    return this.chunk.getInt16(this.move(2), true);
  }
  u32(): number {
    return this.chunk.getUint32(this.move(4), true);
  }
  i32(): number {
    return this.chunk.getInt32(this.move(4), true);
  }
  f32(): number {
    return this.chunk.getFloat32(this.move(4), true);
  }
  f64(): number {
    return this.chunk.getFloat64(this.move(8), true);
  }
  /** Rounded above 2^53, where no count or offset of a real file lies. */
  u64(): number {
    return Number(this.chunk.getBigUint64(this.move(8), true));
  }
  i64(): number {
    return Number(this.chunk.getBigInt64(this.move(8), true));
  }
  bytes(length: number): Uint8Array {
    const start = this.move(length);
    return new Uint8Array(this.chunk.buffer, this.chunk.byteOffset + start, length);
  }

  private move(bytes: number): number {
    const start = this.at;
    this.at += bytes;
    return start;
  }
}
