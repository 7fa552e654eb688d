import { chmodSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

/** How programs of the same user find the server of a home: HOME/server.json, readable by its owner alone. */
export interface ServerNote {
  readonly url: string;
  readonly pid: number;
  readonly startedAtMs: number;
  /** Bearer token, good as long as this server runs. */
  readonly token: string;
}

const schema = z.object({
  url: z.url(),
  pid: z.int().positive(),
  startedAtMs: z.int(),
  token: z.string(),
});

export function writeServerNote(home: string, note: ServerNote): void {
  const path = notePath(home);
  writeFileSync(path, `${JSON.stringify(note)}\n`, { mode: 0o600 });
  // The mode above counts for new files only.
  chmodSync(path, 0o600);
}

/** What the server of this home says of itself, or null. It may have died without taking the note away. */
export function readServerNote(home: string): ServerNote | null {
  try {
    const parsed = schema.safeParse(JSON.parse(readFileSync(notePath(home), "utf8")));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

export function removeServerNote(home: string): void {
  rmSync(notePath(home), { force: true });
}

function notePath(home: string): string {
  return join(home, "server.json");
}
