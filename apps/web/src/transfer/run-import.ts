import {
  type ByteSource,
  type ImportTotals,
  importPieces,
  noImport,
  withProblem,
  withReport,
} from "@grok/conversation";
import { problemOf } from "../api/problem-of.ts";
import type { ImportAnswer } from "../effects/conversations.ts";

export interface ImportProgress {
  /** Of the file that is being read. */
  readonly name: string;
  /** Of all files, from 0 to 1. */
  readonly share: number;
  readonly totals: ImportTotals;
}

export interface ImportOutcome {
  readonly totals: ImportTotals;
  readonly end: "done" | "cancelled" | "failed";
  /** Why it failed; else empty. */
  readonly message: string;
}

type Send = (name: string, data: Uint8Array<ArrayBuffer>) => Promise<ImportAnswer>;

/**
 * Reads files one after another and sends what is in them, piece by piece. A file that cannot be read does not stop the
 * others; a server that does not answer or cannot store does, and what had come in stays. `signal` stops before the next
 * piece: what was sent is stored whole, and counted.
 */
export async function runImport(
  sources: readonly ByteSource[],
  send: Send,
  signal: AbortSignal,
  onProgress: (progress: ImportProgress) => void,
): Promise<ImportOutcome> {
  const size = sources.reduce((sum, source) => sum + source.size, 0);
  let before = 0;
  let totals = noImport;
  try {
    for (const source of sources) {
      const tell = (read: number) =>
        onProgress({ name: source.name, share: size === 0 ? 1 : (before + read) / size, totals });
      tell(0);
      for await (const piece of importPieces(source)) {
        signal.throwIfAborted();
        if (piece.type === "problem") totals = withProblem(totals, piece.problem);
        else if (piece.type === "skipped")
          totals = { ...totals, skippedFiles: totals.skippedFiles + piece.files };
        else {
          const name = sources.length > 1 || piece.name !== source.name ? piece.name : "";
          const answer = await send(piece.name, new Uint8Array(piece.data));
          totals =
            answer.type === "report"
              ? withReport(totals, answer.report, name)
              : withProblem(totals, `${piece.name}: ${answer.message}`);
          tell(piece.read);
        }
      }
      before += source.size;
    }
    return { totals, end: "done", message: "" };
  } catch (error) {
    if (signal.aborted) return { totals, end: "cancelled", message: "" };
    return { totals, end: "failed", message: problemOf(error).message };
  }
}
