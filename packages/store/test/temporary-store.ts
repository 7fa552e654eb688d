import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A folder of its own for one test, and the database path in it. */
export function temporaryHome(): { path: string; folder: string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), "grok-store-"));
  return {
    folder,
    path: join(folder, "conversations.db"),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
