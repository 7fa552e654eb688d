import { createWriteStream } from "node:fs";
import { readFile, rename, rm, stat } from "node:fs/promises";
import type { Writable } from "node:stream";
import { finished } from "node:stream/promises";
import { ExportFormat } from "@grok/protocol";
import { CliError } from "../cli-error.ts";
import type { Connection } from "../connection.ts";
import { plain } from "../terminal.ts";

const importBytesMax = 64 * 2 ** 20;

/**
 * `grok export`: all conversations as JSON lines, or one of them; `markdown` writes the branch last looked at.
 * Written to `output` at once and whole, or to standard output.
 */
export async function exportConversations(
  connection: Connection,
  options: { conversation: string; markdown: boolean; output: string },
): Promise<void> {
  if (options.markdown && options.conversation === "") {
    throw new CliError("--markdown writes one conversation: name it with --conversation.", 2);
  }
  const partial = `${options.output}.part`;
  const file = options.output === "" ? null : createWriteStream(partial);
  const target: Writable = file ?? process.stdout;
  try {
    const pieces = connection.conversations.exportConversation({
      conversationId: options.conversation,
      format: options.markdown ? ExportFormat.MARKDOWN : ExportFormat.JSONL,
    });
    for await (const { data } of pieces) {
      if (!target.write(data)) await new Promise((resolve) => target.once("drain", resolve));
    }
    if (file === null) return;
    file.end();
    await finished(file);
    await rename(partial, options.output);
    console.error(`Written to ${options.output}.`);
  } catch (error) {
    if (file !== null) {
      file.destroy();
      await rm(partial, { force: true });
    }
    throw error;
  }
}

/** `grok import`: conversations from a file that `grok export` wrote. Doing it twice changes nothing. */
export async function importConversations(connection: Connection, path: string): Promise<void> {
  const size = await stat(path).catch(() => null);
  if (size === null) throw new CliError(`There is no file ${path}.`);
  if (size.size > importBytesMax) {
    throw new CliError(`${path} has ${size.size} bytes; at most ${importBytesMax} can be imported at once.`);
  }
  const result = await connection.conversations.importConversations({ data: await readFile(path) });
  console.log(
    `${result.conversations} conversations and ${result.nodes} messages came in; ${result.known} were here already.`,
  );
  for (const problem of result.problems) console.error(`left out: ${plain(problem)}`);
  if (result.problems.length > 0) throw new CliError(`${result.problems.length} lines could not be read.`);
}
