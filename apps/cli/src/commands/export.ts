import { createWriteStream } from "node:fs";
import { rename, rm } from "node:fs/promises";
import type { Writable } from "node:stream";
import { finished } from "node:stream/promises";
import { ExportFormat } from "@grok/protocol";
import { CliError } from "../cli-error.ts";
import type { Connection } from "../connection.ts";

/** What `--format` takes. */
export const exportFormats = {
  jsonl: ExportFormat.JSONL,
  markdown: ExportFormat.MARKDOWN,
  notes: ExportFormat.NOTES,
  chatgpt: ExportFormat.CHATGPT,
  html: ExportFormat.HTML,
} as const;

export type ExportFormatName = keyof typeof exportFormats;

export interface ExportOptions {
  readonly format: ExportFormatName;
  /** Empty: all of them. */
  readonly conversation: string;
  /** The end of the branch that is meant; empty: the one last looked at. */
  readonly leaf: string;
  /** Empty: standard output. */
  readonly output: string;
}

/** `grok export`: conversations in one of five formats, to a file at once and whole, or to standard output. */
export async function exportConversations(connection: Connection, options: ExportOptions): Promise<void> {
  const { format, conversation, leaf, output } = options;
  if ((format === "markdown" || format === "html") && conversation === "")
    throw new CliError(`--format ${format} writes one conversation: name it with --conversation.`, 2);
  if (leaf !== "" && conversation === "")
    throw new CliError("--leaf is a message of one conversation: name that with --conversation.", 2);
  if (format === "notes" && output === "" && process.stdout.isTTY)
    throw new CliError("Notes are a ZIP file: give it a name with --output.", 2);
  const partial = `${output}.part`;
  const file = output === "" ? null : createWriteStream(partial);
  const target: Writable = file ?? process.stdout;
  try {
    const pieces = connection.conversations.exportConversation({
      conversationId: conversation,
      leafId: leaf,
      format: exportFormats[format],
    });
    for await (const { data } of pieces) {
      if (!target.write(data)) await new Promise((resolve) => target.once("drain", resolve));
    }
    if (file === null) return;
    file.end();
    await finished(file);
    await rename(partial, output);
    console.error(`Written to ${output}.`);
  } catch (error) {
    if (file !== null) {
      file.destroy();
      await rm(partial, { force: true });
    }
    throw error;
  }
}
