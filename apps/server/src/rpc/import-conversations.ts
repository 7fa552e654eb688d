import { createHash } from "node:crypto";
import { setImmediate as otherWork } from "node:timers/promises";
import {
  ConversationError,
  type ConversationStore,
  type ImportFile,
  type ImportReport,
  importFile,
  type OwnerId,
} from "@grok/conversation";
import { ServerError } from "../server-error.ts";

/**
 * Brings one file in. The work is cut into pieces of some milliseconds, and everything else gets its turn in between.
 * Throws `ServerError` "bad-message" where the file as a whole is no text.
 */
export async function importConversations(
  store: ConversationStore,
  ownerId: OwnerId,
  file: ImportFile,
  nowMs: number,
): Promise<ImportReport> {
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  try {
    return await importFile(store, ownerId, file, {
      digest: sha256,
      decode: (bytes) => decoder.decode(bytes),
      pause: otherWork,
      nowMs,
    });
  } catch (error) {
    if (!(error instanceof ConversationError) || error.code !== "bad-input") throw error;
    throw new ServerError("bad-message", `Nothing was imported: ${error.message}.`, { cause: error });
  }
}

/** In hexadecimal digits. */
export function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
