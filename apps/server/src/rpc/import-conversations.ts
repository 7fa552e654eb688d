import { setImmediate as otherWork } from "node:timers/promises";
import { type ConversationStore, type ImportReport, importExport, type OwnerId } from "@grok/conversation";
import { ServerError } from "../server-error.ts";

const pieceBytes = 256 * 1024;

/** Brings a file of JSON lines in. Throws `ServerError` "bad-message" where it is not UTF-8. */
export function importConversations(
  store: ConversationStore,
  ownerId: OwnerId,
  data: Uint8Array,
): Promise<ImportReport> {
  return importExport(store, ownerId, textOf(data));
}

/** The text in pieces. Between them everything else gets its turn: a store that works at once would not let it. */
async function* textOf(data: Uint8Array): AsyncGenerator<string> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  try {
    for (let at = 0; at < data.length; at += pieceBytes) {
      yield decoder.decode(data.subarray(at, at + pieceBytes), { stream: true });
      await otherWork();
    }
    yield decoder.decode();
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new ServerError("bad-message", "The file is not UTF-8 text, so it is no export of this program.", {
      cause: error,
    });
  }
}
