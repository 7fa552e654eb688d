import { type FileHandle, open } from "node:fs/promises";
import { basename } from "node:path";
import { Code, ConnectError } from "@connectrpc/connect";
import {
  type ByteSource,
  type ImportTotals,
  importPieces,
  noImport,
  withProblem,
  withReport,
} from "@grok/conversation";
import { CliError } from "../cli-error.ts";
import type { Connection } from "../connection.ts";
import { ProgressLine, plain, table } from "../terminal.ts";

/** Standard input is held in memory as a whole, unlike files. */
const inputBytesMax = 2 ** 30;

/**
 * `grok import`: conversations from exports of this and other programs, also in ZIP files; "-" is standard input.
 * Prints what came in and what did not. Fails only where nothing at all could be read.
 */
export async function importConversations(connection: Connection, paths: readonly string[]): Promise<void> {
  const line = new ProgressLine();
  let totals = noImport;
  for (const path of paths) {
    totals = await importFrom(connection, path, totals, (read, size) => {
      const percent = size === 0 ? 100 : Math.floor((read / size) * 100);
      line.show(`${path}: ${percent} %, ${totals.conversations} conversations so far`);
    });
  }
  line.clear();
  for (const problem of totals.problems) console.error(plain(problem));
  console.log(
    table([
      ["new conversations", String(totals.conversations)],
      ["new messages", String(totals.nodes)],
      ["here already", String(totals.known)],
      ["left out", String(totals.leftOut)],
      ["not readable", String(totals.unreadable)],
      ...(totals.skippedFiles === 0 ? [] : [["other files in ZIPs", String(totals.skippedFiles)]]),
    ]),
  );
  if (totals.formats.length === 0) throw new CliError("Nothing could be read.");
}

async function importFrom(
  connection: Connection,
  path: string,
  before: ImportTotals,
  onProgress: (read: number, size: number) => void,
): Promise<ImportTotals> {
  const opened = path === "-" ? null : await openFile(path);
  if (opened === "missing") return withProblem(before, `there is no file ${path} that can be read`);
  const source = opened === null ? await standardInput() : await sourceOf(path, opened);
  let totals = before;
  try {
    for await (const piece of importPieces(source)) {
      if (piece.type === "problem") totals = withProblem(totals, piece.problem);
      else if (piece.type === "skipped")
        totals = { ...totals, skippedFiles: totals.skippedFiles + piece.files };
      else {
        onProgress(piece.read, source.size);
        totals = await send(connection, piece, totals);
      }
    }
  } finally {
    await opened?.close();
  }
  return totals;
}

/** A file that a server refuses as a whole does not stop the others; a server that cannot store does. */
async function send(
  connection: Connection,
  piece: { readonly name: string; readonly data: Uint8Array },
  totals: ImportTotals,
): Promise<ImportTotals> {
  try {
    const report = await connection.conversations.importConversations({
      data: piece.data,
      fileName: piece.name,
    });
    return withReport(totals, report, piece.name);
  } catch (error) {
    if (!(error instanceof ConnectError) || error.code !== Code.InvalidArgument) throw error;
    return withProblem(totals, `${piece.name}: ${error.rawMessage}`);
  }
}

async function openFile(path: string): Promise<FileHandle | "missing"> {
  try {
    const handle = await open(path);
    if ((await handle.stat()).isFile()) return handle;
    await handle.close();
  } catch {
    // No such file, or none that may be read.
  }
  return "missing";
}

async function sourceOf(path: string, handle: FileHandle): Promise<ByteSource> {
  const { size } = await handle.stat();
  return {
    name: basename(path),
    size,
    async read(from, to) {
      const bytes = new Uint8Array(Math.max(0, to - from));
      let filled = 0;
      while (filled < bytes.length) {
        const { bytesRead } = await handle.read(bytes, filled, bytes.length - filled, from + filled);
        if (bytesRead === 0) break;
        filled += bytesRead;
      }
      return bytes.subarray(0, filled);
    },
  };
}

async function standardInput(): Promise<ByteSource> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of process.stdin) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > inputBytesMax)
      throw new CliError(
        `Standard input has more than ${inputBytesMax} bytes; name the file, which has no such limit.`,
      );
  }
  const data = Buffer.concat(chunks);
  return { name: "standard input", size, read: async (from, to) => data.subarray(from, to) };
}
