// The list of files at the end of a ZIP (PKWARE's APPNOTE 4.3 to 4.5, with ZIP64). Only the list and the files that
// are wanted are ever read: exports come with gigabytes of pictures.

import { strFromU8 } from "fflate";
import { ConversationError } from "../conversation-error.ts";
import type { ByteSource } from "./byte-source.ts";

/** A file in a ZIP. */
export interface ZipEntry {
  readonly path: string;
  /** 0 is stored, 8 is deflated. */
  readonly method: number;
  readonly encrypted: boolean;
  readonly packedBytes: number;
  /** As the ZIP says; what comes out may be something else. */
  readonly bytes: number;
  /** Of its local header. */
  readonly offset: number;
}

const directoryBytesMax = 32 * 1024 * 1024;
const endBytes = 22;
const commentBytesMax = 0xffff;

/** Throws "bad-input" where `source` is no whole ZIP. */
export async function zipEntries(source: ByteSource): Promise<ZipEntry[]> {
  const { offset, bytes } = await findDirectory(source);
  if (bytes > directoryBytesMax || offset + bytes > source.size)
    throw broken("its list of files lies outside of it");
  const view = viewOf(await source.read(offset, offset + bytes));
  const entries: ZipEntry[] = [];
  for (let at = 0; at + 46 <= view.byteLength && view.getUint32(at, true) === 0x02014b50; ) {
    const nameLength = view.getUint16(at + 28, true);
    const extraLength = view.getUint16(at + 30, true);
    const next = at + 46 + nameLength + extraLength + view.getUint16(at + 32, true);
    if (next > view.byteLength) throw broken("its list of files is cut off");
    const name = new Uint8Array(view.buffer, view.byteOffset + at + 46, nameLength);
    const flags = view.getUint16(at + 8, true);
    const large = largeFields(view, at + 46 + nameLength, extraLength);
    const field = (place: number) => {
      const value = view.getUint32(place, true);
      return value === 0xffff_ffff ? (large.shift() ?? value) : value;
    };
    // In this order: the large ones stand in the extra field in it.
    const size = field(at + 24);
    const packedBytes = field(at + 20);
    entries.push({
      path: strFromU8(name, (flags & 0x800) === 0),
      method: view.getUint16(at + 10, true),
      encrypted: (flags & 1) !== 0,
      packedBytes,
      bytes: size,
      offset: field(at + 42),
    });
    at = next;
  }
  return entries;
}

/** Where the packed bytes of `entry` begin: after its local header, which has lengths of its own. */
export async function startOf(source: ByteSource, entry: ZipEntry): Promise<number> {
  const view = viewOf(await source.read(entry.offset, entry.offset + 30));
  if (view.byteLength < 30 || view.getUint32(0, true) !== 0x04034b50)
    throw broken(`${entry.path} does not begin where it says`);
  return entry.offset + 30 + view.getUint16(26, true) + view.getUint16(28, true);
}

async function findDirectory(source: ByteSource): Promise<{ offset: number; bytes: number }> {
  const from = Math.max(0, source.size - endBytes - commentBytesMax - 20);
  const view = viewOf(await source.read(from, source.size));
  for (let at = view.byteLength - endBytes; at >= 0; at--) {
    if (view.getUint32(at, true) !== 0x06054b50) continue;
    const bytes = view.getUint32(at + 12, true);
    const offset = view.getUint32(at + 16, true);
    if (offset !== 0xffff_ffff && bytes !== 0xffff_ffff) return { offset, bytes };
    if (at < 20 || view.getUint32(at - 20, true) !== 0x07064b50) break;
    const place = Number(view.getBigUint64(at - 12, true));
    const large = viewOf(await source.read(place, place + 56));
    if (large.byteLength < 56 || large.getUint32(0, true) !== 0x06064b50) break;
    return { bytes: Number(large.getBigUint64(40, true)), offset: Number(large.getBigUint64(48, true)) };
  }
  throw broken("its end is missing; the download may not have been whole");
}

/** Sizes and places of 64 bits, which stand in the extra field where 32 are too few. */
function largeFields(view: DataView, from: number, length: number): number[] {
  for (let at = from; at + 4 <= from + length; ) {
    const bytes = view.getUint16(at + 2, true);
    if (view.getUint16(at, true) === 1 && at + 4 + bytes <= from + length)
      return Array.from({ length: Math.floor(bytes / 8) }, (_, n) =>
        Number(view.getBigUint64(at + 4 + n * 8, true)),
      );
    at += 4 + bytes;
  }
  return [];
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function broken(why: string): ConversationError {
  return new ConversationError("bad-input", `the ZIP file is broken: ${why}`);
}
