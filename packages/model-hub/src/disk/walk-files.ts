import type { Dirent } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";

/** How far a walk goes; a folder that is somebody's whole disk must not be searched. */
export interface WalkBounds {
  depthMax: number;
  entriesMax: number;
}

export const walkBounds: WalkBounds = { depthMax: 6, entriesMax: 20_000 };

/**
 * Paths of the files below a folder, links to files included, links to folders not followed. Ends quietly at the
 * bounds and at folders that cannot be read. Rejects only with the signal's reason.
 */
export async function* walkFiles(
  folder: string,
  signal: AbortSignal | undefined,
  bounds: WalkBounds = walkBounds,
): AsyncGenerator<string> {
  let entriesLeft = bounds.entriesMax;
  const waiting = [{ path: folder, depth: 0 }];
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    signal?.throwIfAborted();
    const { path, depth } = next;
    const entries: Dirent[] = await readdir(path, { withFileTypes: true }).catch(() => []);
    for (const entry of entries) {
      entriesLeft -= 1;
      if (entriesLeft < 0) return;
      if (entry.isDirectory()) {
        if (depth < bounds.depthMax) waiting.push({ path: join(path, entry.name), depth: depth + 1 });
      } else if (entry.isFile() || entry.isSymbolicLink()) {
        yield join(path, entry.name);
      }
    }
  }
}
