import { chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { z } from "zod";
import { ServerError } from "../server-error.ts";

/** How programs on this machine find the server of a home: HOME/server.json, readable by its owner alone. */
export interface ServerNote {
  readonly url: string;
  readonly pid: number;
  readonly startedAtMs: number;
  /** Bearer token, good as long as this server runs. */
  readonly token: string;
}

export interface Home {
  readonly folder: string;
  /** Tells other programs where the server answers. */
  announce(note: ServerNote): void;
  /** Gives the home back. Idempotent. */
  release(): void;
}

const noteSchema = z.object({
  url: z.url(),
  pid: z.int().positive(),
  startedAtMs: z.int(),
  token: z.string(),
});

/**
 * Takes `folder` for this process, made where it does not exist, closed to other users. Throws `ServerError`
 * "home-in-use" while another server has it. The lock is SQLite's, which the system frees when a process dies in any
 * way, so that a crash never leaves a home locked and no process number has to be guessed at.
 */
export function openHome(folder: string): Home {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw unwritable(folder, error);
  }
  const lock = lockFile(folder);
  const notePath = join(folder, "server.json");
  let held = true;
  return {
    folder,
    announce(note) {
      writeFileSync(notePath, `${JSON.stringify(note)}\n`, { mode: 0o600 });
      chmodSync(notePath, 0o600);
    },
    release() {
      if (!held) return;
      held = false;
      rmSync(notePath, { force: true });
      lock.close();
    },
  };
}

/** What the server of this home says of itself, or null. It may have died without taking the note away. */
export function readServerNote(folder: string): ServerNote | null {
  try {
    const parsed = noteSchema.safeParse(JSON.parse(readFileSync(join(folder, "server.json"), "utf8")));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

function lockFile(folder: string): DatabaseSync {
  let lock: DatabaseSync | undefined;
  try {
    lock = new DatabaseSync(join(folder, "server.lock"), { timeout: 0 });
    lock.exec("PRAGMA journal_mode = MEMORY; PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE");
    return lock;
  } catch (error) {
    lock?.close();
    if (isBusy(error)) throw inUse(folder);
    throw unwritable(folder, error);
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && /database is locked/.test(error.message);
}

function inUse(folder: string): ServerError {
  const note = readServerNote(folder);
  const who = note === null ? "" : ` It answers at ${note.url} (process ${note.pid}).`;
  return new ServerError(
    "home-in-use",
    `Another server works on ${folder}.${who} Use that one, stop it first, or start with another --home.`,
  );
}

function unwritable(folder: string, cause: unknown): ServerError {
  const said = cause instanceof Error ? cause.message : String(cause);
  return new ServerError(
    "home-unwritable",
    `The folder ${folder} cannot be used: ${said}. Choose another one with --home or GROK_HOME.`,
    { cause },
  );
}
