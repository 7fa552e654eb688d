import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { CliError } from "../../cli-error.ts";
import type { Connection } from "../../connection.ts";
import { ProgressLine, plain } from "../../terminal.ts";

/** Under what the server takes at once. */
const linesMax = 500;
const bytesMax = 900_000;

/** What the server answers to one piece. */
interface Pushed {
  readonly indexed?: number;
  readonly known?: number;
  readonly refused?: number;
  /** The first of them. */
  readonly refusals?: readonly { readonly at: number; readonly path: string; readonly reason: string }[];
  readonly message?: string;
}

/** `grok live push`: hands JSON lines of a file, or of a pipe, to the push feed. Lines that are no posts are named. */
export async function pushPosts(
  connection: Connection,
  path: string,
  options: { feed: string },
): Promise<void> {
  const input = path === "-" ? process.stdin : createReadStream(path);
  const progress = new ProgressLine();
  let piece: { text: string; number: number }[] = [];
  let bytes = 0;
  let number = 0;
  const total = { indexed: 0, known: 0, refused: 0 };
  const flush = async () => {
    if (piece.length === 0) return;
    const answer = await send(connection, piece.map(({ text }) => text).join("\n"), options.feed);
    total.indexed += answer.indexed ?? 0;
    total.known += answer.known ?? 0;
    total.refused += answer.refused ?? 0;
    for (const { at, path: place, reason } of answer.refusals ?? [])
      console.error(plain(`line ${piece[at]?.number ?? "?"}${place === "" ? "" : `, ${place}`}: ${reason}`));
    piece = [];
    bytes = 0;
    progress.show(`${total.indexed} posts`);
  };
  try {
    for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
      number++;
      if (line.trim() === "") continue;
      if (piece.length >= linesMax || bytes + line.length * 3 > bytesMax) await flush();
      piece.push({ text: line, number });
      bytes += Buffer.byteLength(line) + 1;
    }
    await flush();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") throw new CliError(`There is no file ${path}.`);
    throw error;
  } finally {
    progress.clear();
  }
  console.log(`${total.indexed} posts taken, ${total.known} known before, ${total.refused} refused.`);
  if (total.indexed + total.known === 0) throw new CliError("No post was taken.");
}

async function send({ url, token }: Connection, body: string, feed: string): Promise<Pushed> {
  const query = feed === "" ? "" : `?feed=${encodeURIComponent(feed)}`;
  const response = await fetch(`${url}/live/posts${query}`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/x-ndjson" },
    body,
  });
  const answer = (await response.json()) as Pushed;
  if (!response.ok)
    throw new CliError(plain(answer.message ?? `The server refused the posts (${response.status}).`));
  return answer;
}
