import { Inflate } from "fflate";
import { ConversationError } from "../conversation-error.ts";
import type { ByteSource } from "./byte-source.ts";
import { type FileCutter, fileCutter, headBytes, joined } from "./file-cutter.ts";
import { clip } from "./foreign.ts";
import { startOf, type ZipEntry, zipEntries } from "./zip-directory.ts";

/** What becomes of a file that somebody wants to import, step by step. */
export type ImportPiece =
  /** To be sent to a server by itself. `read` of the file's bytes have been looked at. */
  | { readonly type: "piece"; readonly name: string; readonly data: Uint8Array; readonly read: number }
  /** Files in a ZIP that hold no conversations: pictures, sounds, lists of other things. */
  | { readonly type: "skipped"; readonly files: number }
  /** A file, or a part of one, that cannot be imported. */
  | { readonly type: "problem"; readonly problem: string };

/** Limits against archives made to fill a machine's memory or disk; no export comes near them. */
const entryBytesMax = 2 ** 31;
const totalBytesMax = 2 ** 33;

/** Bytes read at once. Packed ones can become a thousand times as many, so there are fewer of them. */
const bytesAtOnce = 1024 * 1024;
const packedBytesAtOnce = 16 * 1024;

/**
 * The pieces of a file in which conversations may be: the file itself, cut where it is too large to be sent, or of a ZIP
 * the files in it that can hold some, taken out one by one. Files are read as they are needed, never as a whole.
 *
 * Throws what `source` throws.
 */
export async function* importPieces(source: ByteSource): AsyncGenerator<ImportPiece, void, undefined> {
  const head = await source.read(0, Math.min(source.size, 4096));
  const zip = head[0] === 0x50 && head[1] === 0x4b && (head[2] === 3 || head[2] === 5);
  try {
    if (zip) yield* piecesOfZip(source);
    else yield* cut(source.name, plainBytes(source, 0, source.size));
  } catch (error) {
    if (!(error instanceof ConversationError)) throw error;
    yield { type: "problem", problem: `${clip(source.name)}: ${error.message}` };
  }
}

async function* piecesOfZip(source: ByteSource): AsyncGenerator<ImportPiece, void, undefined> {
  const entries = (await zipEntries(source)).filter(({ path }) => !path.endsWith("/"));
  const wanted = wantedOf(entries);
  if (wanted.length === 0)
    throw new ConversationError("bad-input", `none of the ${entries.length} files in it holds conversations`);
  const skipped = entries.length - wanted.length;
  if (skipped > 0) yield { type: "skipped", files: skipped };
  const budget = { left: totalBytesMax };
  for (const entry of wanted) {
    const name = entry.path.split("/").at(-1)!;
    try {
      yield* cut(name, unpacked(source, entry, budget));
    } catch (error) {
      if (!(error instanceof ConversationError)) throw error;
      yield { type: "problem", problem: `${clip(name)}: ${error.message}` };
    }
  }
}

/** Exports keep their conversations in "conversations.json" or, cut up, in "conversations-000.json" and so on. */
function wantedOf(entries: readonly ZipEntry[]): ZipEntry[] {
  const visible = entries.filter(({ path }) => !/(^|\/)(__MACOSX\/|\.)/.test(path));
  const named = visible.filter(({ path }) => /(^|\/)conversations[-_\d]*\.json$/i.test(path));
  const wanted =
    named.length > 0 ? named : visible.filter(({ path }) => /\.(json|jsonl|md|markdown)$/i.test(path));
  return wanted.sort((left, right) => (left.path < right.path ? -1 : 1));
}

async function* cut(
  name: string,
  chunks: AsyncIterable<{ bytes: Uint8Array; read: number }>,
): AsyncGenerator<ImportPiece, void, undefined> {
  let cutter: FileCutter | null = null;
  let count = 0;
  let read = 0;
  const piece = (data: Uint8Array, whole: boolean): ImportPiece => {
    count++;
    return { type: "piece", name: whole ? name : `${name} (part ${count})`, data, read };
  };
  /** The first bytes decide how a file is cut, so a few alone are held back. */
  let head = new Uint8Array(0);
  for await (const chunk of chunks) {
    ({ read } = chunk);
    let { bytes } = chunk;
    if (cutter === null) {
      head = bytes = joined(head, bytes);
      if (head.length < headBytes) continue;
      cutter = fileCutter(head);
    }
    for (const data of cutter.push(bytes)) yield piece(data, false);
  }
  if (cutter === null && head.length > 0) {
    cutter = fileCutter(head);
    for (const data of cutter.push(head)) yield piece(data, false);
  }
  for (const data of cutter?.end() ?? []) yield piece(data, count === 0);
  if (cutter !== null && cutter.tooLarge > 0)
    yield {
      type: "problem",
      problem: `${clip(name)}: ${cutter.tooLarge === 1 ? "a conversation" : `${cutter.tooLarge} conversations`} larger than can be sent, left out`,
    };
}

async function* plainBytes(source: ByteSource, from: number, to: number, bytesEach = bytesAtOnce) {
  for (let at = from; at < to; at += bytesEach) {
    const bytes = await source.read(at, Math.min(to, at + bytesEach));
    yield { bytes, read: Math.min(to, at + bytesEach) };
  }
}

async function* unpacked(source: ByteSource, entry: ZipEntry, budget: { left: number }) {
  if (entry.encrypted) throw new ConversationError("bad-input", "it is locked with a password");
  if (entry.method !== 0 && entry.method !== 8)
    throw new ConversationError(
      "bad-input",
      `it is packed by method ${entry.method}, which is not known here`,
    );
  const limit = Math.min(entryBytesMax, budget.left);
  if (entry.bytes > limit) throw tooLarge(entry.bytes, limit);
  const start = await startOf(source, entry);
  const packed = plainBytes(
    source,
    start,
    start + entry.packedBytes,
    entry.method === 0 ? bytesAtOnce : packedBytesAtOnce,
  );
  let total = 0;
  const count = (bytes: Uint8Array) => {
    total += bytes.length;
    budget.left -= bytes.length;
    if (total > limit) throw tooLarge(total, limit);
    return bytes;
  };
  if (entry.method === 0) {
    for await (const { bytes, read } of packed) yield { bytes: count(bytes), read };
    return;
  }
  let ready: Uint8Array[] = [];
  const inflate = new Inflate((bytes) => {
    ready.push(bytes);
  });
  for await (const { bytes, read } of packed) {
    push(inflate, bytes, read >= start + entry.packedBytes);
    for (const each of ready) yield { bytes: count(each), read };
    ready = [];
  }
  if (total !== entry.bytes)
    throw new ConversationError("bad-input", `it breaks off after ${total} of ${entry.bytes} bytes`);
}

function push(inflate: Inflate, bytes: Uint8Array, final: boolean): void {
  try {
    inflate.push(bytes, final);
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    throw new ConversationError("bad-input", `it cannot be unpacked: ${said}`, { cause: error });
  }
}

function tooLarge(bytes: number, limit: number): ConversationError {
  return new ConversationError("bad-input", `unpacked it has ${bytes} bytes or more; ${limit} are the limit`);
}
