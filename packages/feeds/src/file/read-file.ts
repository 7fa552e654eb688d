import { type FileHandle, open, stat } from "node:fs/promises";
import { createGunzip } from "node:zlib";
import { type FeedAsk, type FeedBatch, PostsError } from "@grok/posts";
import type { FeedTools } from "../feed-module.ts";
import { eventsOfLines } from "../lines/events-of-lines.ts";
import { LineSplitter } from "../lines/split-lines.ts";
import { type FileCursor, isSameFile, parseFileCursor, printOf } from "./file-cursor.ts";

export interface FileOptions {
  /** "-" is standard input. */
  readonly path: string;
  /** Goes on at the end, as more is written, and with the next file of the same name. */
  readonly follow: boolean;
}

const lineBytesMax = 2 ** 20;
const chunkBytes = 128 * 1024;
const lookEveryMs = 500;

/** JSON lines of a file, plain or compressed with gzip. Ends at its end, but for `follow`. */
export async function* readFile(
  options: FileOptions,
  tools: Pick<FeedTools, "now" | "sleep">,
  ask: FeedAsk,
): AsyncGenerator<FeedBatch> {
  let cursor = parseFileCursor(ask.cursor);
  for (;;) {
    const file = await openFile(options.path);
    let compressed = false;
    try {
      compressed = await isCompressed(file);
      if (cursor !== null && !(await isSameFile(file, cursor, compressed))) {
        ask.tell({
          type: "gap",
          message: `${options.path} is another file than before and is read from its start.`,
        });
        cursor = null;
      }
      ask.tell({ type: "live" });
      const chunks = compressed ? unzipped(file, cursor) : plain(file, cursor, options, tools, ask.signal);
      yield* readChunks(chunks, file, cursor, tools, ask);
    } catch (error) {
      throw asFileError(error, options.path);
    } finally {
      await file.close().catch(() => {});
    }
    // Nothing is ever added to what is compressed.
    if (!options.follow || compressed || ask.signal.aborted) return;
    // The name has another file now, which is read from its start.
    cursor = null;
    await tools.sleep(lookEveryMs, ask.signal);
    if (ask.signal.aborted) return;
  }
}

async function* readChunks(
  chunks: AsyncIterable<Uint8Array>,
  file: FileHandle,
  from: FileCursor | null,
  tools: Pick<FeedTools, "now">,
  { tell, signal }: FeedAsk,
): AsyncGenerator<FeedBatch> {
  const splitter = new LineSplitter(lineBytesMax, from ?? undefined);
  let print = from === null ? await printOf(file) : { print: from.print, printBytes: from.printBytes };
  for await (const chunk of chunks) {
    if (signal.aborted) return;
    const lines = splitter.push(chunk);
    if (lines.length === 0) continue;
    // A file that was nearly empty at first is known better by more of it.
    if (print.printBytes < 1_024) print = await printOf(file);
    const events = eventsOfLines(lines, "file", tools.now(), tell);
    yield { events, cursor: JSON.stringify({ ...splitter.position, ...print } satisfies FileCursor) };
  }
  // While a file is followed, a line without end is one that is being written; here nothing follows any more.
  const last = signal.aborted ? null : splitter.finish();
  if (last !== null)
    yield {
      events: eventsOfLines([last], "file", tools.now(), tell),
      cursor: JSON.stringify({ ...splitter.position, ...print } satisfies FileCursor),
    };
}

/** Bytes from where the cursor stands; with `follow`, also those that are written later, until the name has another file. */
async function* plain(
  file: FileHandle,
  from: FileCursor | null,
  { path, follow }: FileOptions,
  tools: Pick<FeedTools, "sleep">,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  let offset = from?.offset ?? 0;
  const buffer = Buffer.alloc(chunkBytes);
  for (;;) {
    const { bytesRead } = await file.read(buffer, 0, chunkBytes, offset);
    if (signal.aborted) return;
    if (bytesRead > 0) {
      offset += bytesRead;
      yield buffer.subarray(0, bytesRead);
      continue;
    }
    if (!follow || (await isReplaced(file, path, offset))) return;
    await tools.sleep(lookEveryMs, signal);
    if (signal.aborted) return;
  }
}

/** Decompressed bytes; a position in them cannot be gone to, so what comes before it is read and left out. */
async function* unzipped(file: FileHandle, from: FileCursor | null): AsyncGenerator<Uint8Array> {
  let left = from?.offset ?? 0;
  const gunzip = createGunzip();
  const input = file.createReadStream({ start: 0, autoClose: false });
  input.on("error", (error) => gunzip.destroy(error));
  try {
    for await (const chunk of input.pipe(gunzip) as AsyncIterable<Buffer>) {
      const skipped = Math.min(left, chunk.byteLength);
      left -= skipped;
      if (skipped < chunk.byteLength) yield chunk.subarray(skipped);
    }
  } finally {
    input.destroy();
  }
}

async function isReplaced(file: FileHandle, path: string, offset: number): Promise<boolean> {
  const mine = await file.stat();
  if (mine.size < offset) return true;
  const now = await stat(path).catch(() => null);
  return now !== null && (now.ino !== mine.ino || now.dev !== mine.dev);
}

async function isCompressed(file: FileHandle): Promise<boolean> {
  const { bytesRead, buffer } = await file.read(Buffer.alloc(2), 0, 2, 0);
  return bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b;
}

async function openFile(path: string): Promise<FileHandle> {
  try {
    const file = await open(path, "r");
    if ((await file.stat()).isFile()) return file;
    await file.close();
  } catch (error) {
    throw asFileError(error, path);
  }
  throw new PostsError("bad-input", `${path} is no file. Give the path of a file with JSON lines.`);
}

function asFileError(error: unknown, path: string): PostsError {
  if (error instanceof PostsError) return error;
  const code = (error as NodeJS.ErrnoException | null)?.code ?? "";
  if (code === "ENOENT") return new PostsError("not-found", `There is no file ${path}.`, { cause: error });
  if (code === "EACCES" || code === "EPERM")
    return new PostsError("refused", `${path} may not be read by the user that the server runs as.`, {
      cause: error,
    });
  if (/^Z_/.test(code))
    return new PostsError("bad-answer", `${path} is compressed with gzip and damaged (${code}).`, {
      cause: error,
    });
  return new PostsError("unreachable", `${path} cannot be read (${code || "unknown"}).`, { cause: error });
}
