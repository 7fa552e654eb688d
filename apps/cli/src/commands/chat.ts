import { webcrypto } from "node:crypto";
import { createInterface } from "node:readline/promises";
import { idMaker } from "@grok/conversation";
import { LiveUse, Mode, type Node, NodeStatus, type OpenConversationResponse, RunKind } from "@grok/protocol";
import { CliError } from "../cli-error.ts";
import { type Connection, inWords } from "../connection.ts";
import { bold, plain, quiet } from "../terminal.ts";

export interface ChatOptions {
  /** Empty: talk line by line. */
  readonly message: string;
  /** Go on in the conversation that was used last. */
  readonly continueLast: boolean;
  /** Go on in this conversation. */
  readonly conversation: string;
  readonly model: string;
  readonly fun: boolean;
  /** Answer from posts, and say so where none answers. */
  readonly live: boolean;
}

/** Where the next question goes. */
interface Place {
  conversationId: string;
  rootId: string;
  parentId: string;
}

const nextId = idMaker(() => webcrypto.getRandomValues(new Uint32Array(1))[0] ?? 0);
const id = () => nextId(Date.now());

/**
 * `grok chat`: asks and writes the answer to standard output as it comes. What is said about it (titles, notes,
 * failures) goes to standard error, so that pipes get the answer alone.
 */
export async function chat(connection: Connection, options: ChatOptions): Promise<void> {
  const piped = process.stdin.isTTY ? "" : await readAll(process.stdin);
  const question = [options.message, piped].map((text) => text.trim()).filter((text) => text !== "");
  let place = await findPlace(connection, options);
  if (question.length > 0) {
    await ask(connection, place, question.join("\n\n"), options);
    return;
  }
  if (!process.stdin.isTTY) throw new CliError("There is no question: the input is empty.", 2);
  console.error(quiet("An empty line or Ctrl+D ends the talk; Ctrl+C stops an answer."));
  for (;;) {
    const text = await prompt();
    if (text === "") return;
    place = await ask(connection, place, text, options);
  }
}

async function prompt(): Promise<string> {
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return (await lines.question(bold("\n> ", process.stderr))).trim();
  } catch {
    // Ctrl+D or Ctrl+C at the prompt.
    return "";
  } finally {
    lines.close();
  }
}

async function readAll(stream: NodeJS.ReadStream): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}

async function findPlace(connection: Connection, options: ChatOptions): Promise<Place> {
  let conversationId = options.conversation;
  if (conversationId === "" && options.continueLast) {
    const { conversations } = await connection.conversations.listConversations({ limit: 1 });
    const last = conversations[0];
    if (last === undefined)
      throw new CliError("There is no conversation to continue yet. Ask without --continue.");
    console.error(quiet(`In "${plain(last.title)}"`));
    conversationId = last.id;
  }
  if (conversationId === "") {
    const rootId = id();
    return { conversationId: id(), rootId, parentId: rootId };
  }
  const opened: OpenConversationResponse = await connection.conversations.openConversation({
    conversationId,
  });
  return { conversationId, rootId: "", parentId: opened.leafId };
}

/** Asks, writes the answer, and returns where the next question goes. Throws `CliError` where there is no answer. */
async function ask(connection: Connection, place: Place, text: string, options: ChatOptions): Promise<Place> {
  const replyId = id();
  await connection.runs.startRun({
    conversationId: place.conversationId,
    rootId: place.rootId,
    kind: RunKind.ANSWER,
    question: { id: id(), parentId: place.parentId, text },
    replyId,
    model: options.model,
    mode: options.fun ? Mode.FUN : Mode.REGULAR,
    live: options.live ? LiveUse.ON : LiveUse.UNSPECIFIED,
  });
  const stop = () => {
    connection.runs.stopRun({ runId: replyId }).catch(() => {});
  };
  process.on("SIGINT", stop);
  try {
    const node = await follow(connection, replyId);
    report(node);
    if (node.status === NodeStatus.FAILED) {
      throw new CliError(node.failure?.message ?? "The reply failed without saying why.");
    }
    return { ...place, parentId: replyId };
  } finally {
    process.off("SIGINT", stop);
  }
}

/** Writes the text of a run as it comes; a lost connection is taken up again where it broke. */
async function follow(connection: Connection, runId: string): Promise<Node> {
  let after = 0n;
  for (let attempt = 0; attempt < 5; attempt++) {
    try {
      for await (const { events } of connection.runs.watchRun({ runId, after })) {
        for (const event of events) {
          after = event.seq;
          if (event.kind.case === "text") process.stdout.write(plain(event.kind.value.text));
          if (event.kind.case === "notice") console.error(quiet(plain(event.kind.value.message)));
          if (event.kind.case === "ended" && event.kind.value.node !== undefined)
            return event.kind.value.node;
        }
        attempt = 0;
      }
    } catch (error) {
      if (attempt === 4)
        throw new CliError(`The connection was lost: ${inWords(error)}`, 1, { cause: error });
      await new Promise((resolve) => setTimeout(resolve, 500 * 2 ** attempt));
    }
  }
  throw new CliError("The reply ended without saying how. It is kept; open the page to see it.");
}

/** One quiet line under the answer: who answered, how fast, and what is worth knowing. */
function report(node: Node): void {
  process.stdout.write("\n");
  for (const { number, author, handle, source, url, postedAtMs } of node.citations) {
    const who = author === "" ? `@${handle}` : `${author} @${handle}`;
    const when = new Date(Number(postedAtMs)).toLocaleString();
    console.error(quiet(plain([`[${number}] ${who}`, source, when, url].filter(Boolean).join(", "))));
  }
  const made = node.provenance;
  if (made === undefined) return;
  // The time to the first token is loading and reading; the rate is of writing.
  const seconds = Number(made.durationMs - made.firstTokenMs) / 1000;
  const rate =
    seconds > 0 && made.outputTokens > 0
      ? `, ${Math.round(made.outputTokens / seconds)} tokens a second`
      : "";
  const ends: Record<number, string> = {
    [NodeStatus.STOPPED]: ", stopped",
    [NodeStatus.INTERRUPTED]: `, interrupted: ${plain(node.failure?.message ?? "what it had written is kept")}`,
  };
  const who =
    made.answeredBy === "code" ? "answered by the program itself" : plain(made.modelTitle || made.modelId);
  console.error(quiet(`${who}${rate}${ends[node.status] ?? ""}`));
}
