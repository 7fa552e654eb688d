import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { ConversationError, type ConversationStore } from "@grok/conversation";
import { ServerError } from "../server-error.ts";
import { readServerNote } from "./server-note.ts";

export type OpenStore = (path: string) => Promise<ConversationStore>;

/**
 * Makes the home where it is missing, closed to other users, and opens its database, which lets one process in at a
 * time and so stands guard over the whole home. Throws `ServerError` "home-in-use" and "home-unwritable", and the
 * store's own errors for a damaged or newer file.
 */
export async function openHome(home: string, openStore: OpenStore): Promise<ConversationStore> {
  try {
    mkdirSync(home, { recursive: true, mode: 0o700 });
    return await openStore(join(home, "grok.db"));
  } catch (error) {
    if (!(error instanceof ConversationError)) throw unwritable(home, error);
    if (error.code === "storage-busy") throw inUse(home, error);
    throw error;
  }
}

function inUse(home: string, cause: Error): ServerError {
  const note = readServerNote(home);
  const who = note === null ? "" : ` It answers at ${note.url} (process ${note.pid}).`;
  return new ServerError(
    "home-in-use",
    `Another server works on ${home}.${who} Use that one, stop it first, or start with another --home.`,
    { cause },
  );
}

function unwritable(home: string, cause: unknown): ServerError {
  const said = cause instanceof Error ? cause.message : String(cause);
  return new ServerError(
    "home-unwritable",
    `The folder ${home} cannot be used: ${said}. Choose another one with --home or GROK_HOME.`,
    { cause },
  );
}
