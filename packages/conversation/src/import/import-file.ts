import { ConversationError } from "../conversation-error.ts";
import { importExportLines } from "../import-export.ts";
import type { OwnerId } from "../node.ts";
import type { ConversationStore } from "../store.ts";
import { expectedFormats } from "./detect-format.ts";
import { clip } from "./foreign.ts";
import { importForeign } from "./import-foreign.ts";
import { JsonImport } from "./import-json.ts";
import { ImportLog, type ImportReport } from "./import-report.ts";
import type { ImportTools } from "./import-tools.ts";
import { type Span, trimmed } from "./json-elements.ts";
import { placeIn } from "./parse-json.ts";
import { readMarkdown } from "./read-markdown.ts";

/** A file that somebody wants to import. */
export interface ImportFile {
  /** Empty where it has none. */
  readonly name: string;
  readonly data: Uint8Array;
}

const zipMarks = [0x504b0304, 0x504b0506];

/**
 * Brings a file into a store for `ownerId`: our own export, one of ChatGPT, Claude, Open WebUI or LibreChat, or a
 * Markdown transcript, whichever it turns out to be. Importing it again brings nothing new. One conversation that
 * cannot be read never stops the others, and everything that does not come in is told in the report.
 *
 * Throws "bad-input" where the file as a whole is no text, and what the store throws when it cannot store; what came
 * before that is there, and importing once more continues.
 */
export async function importFile(
  store: ConversationStore,
  ownerId: OwnerId,
  file: ImportFile,
  tools: ImportTools,
): Promise<ImportReport> {
  const { data } = file;
  if (data.length >= 4 && zipMarks.includes(new DataView(data.buffer, data.byteOffset).getUint32(0)))
    throw new ConversationError("bad-input", "this is a ZIP file; unpack it and import the files in it");
  const log = new ImportLog();
  const mark = data[0] === 0xef && data[1] === 0xbb && data[2] === 0xbf ? 3 : 0;
  const span = trimmed(data, { start: mark, end: data.length });
  const first = span.start < span.end ? data[span.start] : undefined;
  if (first === undefined) return log.report();
  if (first === 0x7b && isOwnExport(data, span, tools))
    await importExportLines(store, ownerId, piecesOf(data, span, tools), log, tools);
  else if (first === 0x7b || first === 0x5b) await new JsonImport(store, ownerId, data, tools, log).run(span);
  else {
    let text = "";
    for await (const piece of piecesOf(data, span, tools)) text += piece;
    await importMarkdown(store, ownerId, { text, name: file.name }, tools, log);
  }
  return log.report();
}

/** Whether the first line is one of our own export; a broken first line is, where it still says so. */
function isOwnExport(data: Uint8Array, span: Span, { decode }: ImportTools): boolean {
  const lineEnd = data.indexOf(0x0a, span.start);
  const begin = data.subarray(span.start, Math.min(span.start + 200, lineEnd === -1 ? span.end : lineEnd));
  try {
    return /^\{\s*"type"\s*:\s*"(grok-export|conversation|node)"/.test(decode(begin));
  } catch {
    return false;
  }
}

async function* piecesOf(
  data: Uint8Array,
  span: Span,
  { decode, pause }: ImportTools,
): AsyncGenerator<string, void, undefined> {
  for (let at = span.start; at < span.end; ) {
    let end = Math.min(span.end, at + 256 * 1024);
    // Not within a character.
    while (end < span.end && (data[end]! & 0xc0) === 0x80) end--;
    try {
      yield decode(data.subarray(at, end));
    } catch (error) {
      const message = `the file is no UTF-8 text from ${placeIn(data, at)} on`;
      throw new ConversationError("bad-input", message, { cause: error });
    }
    at = end;
    await pause();
  }
}

async function importMarkdown(
  store: ConversationStore,
  ownerId: OwnerId,
  file: { text: string; name: string },
  tools: ImportTools,
  log: ImportLog,
): Promise<void> {
  try {
    const foreign = readMarkdown(file.text, file.name, tools.digest);
    await importForeign(store, ownerId, foreign, "markdown", tools, log);
  } catch (error) {
    if (!(error instanceof ConversationError) || error.code !== "bad-input") throw error;
    log.unreadable++;
    const named = file.name === "" ? "the text" : clip(file.name);
    const begins = `it begins with “${clip(file.text)}”`;
    log.problem(
      /\.(md|markdown|txt)$/i.test(file.name)
        ? `${named}: ${error.message}; ${begins}`
        : `this is no export known here: ${expectedFormats}; ${begins}. As a transcript: ${error.message}`,
    );
  }
}
