import { mkdtempSync, readdirSync, rmSync, statfsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const folderName = /^grok-branches-(\d+)-/;
/** Memory as files, where a system has that; else the folder for temporary files. */
const places = [...(process.platform === "linux" ? ["/dev/shm"] : []), tmpdir()];

/** Names for files of saved states, in a folder of this process that only its user may enter, made with the first. */
export class StateFiles {
  readonly #bytesMax: number;
  #folder: string | undefined;
  #count = 0;

  /** Removes what dead processes have left. `bytesMax`: how much is written at most. */
  constructor(bytesMax: number) {
    this.#bytesMax = bytesMax;
    removeStateFolders((pid) => !isAlive(pid));
  }

  /** A path that was never given before. Throws where no folder can be made. */
  path(): string {
    this.#folder ??= this.#makeFolder();
    return join(this.#folder, `${++this.#count}.state`);
  }

  #makeFolder(): string {
    const roomy = places.find((place) => freeBytes(place) > this.#bytesMax) ?? tmpdir();
    return mkdtempSync(join(roomy, `grok-branches-${process.pid}-`));
  }
}

/** Removes the folders of processes of which `gone` says so. Never throws. */
export function removeStateFolders(gone: (pid: number) => boolean): void {
  for (const place of places) {
    for (const name of namesIn(place)) {
      const pid = Number(folderName.exec(name)?.[1] ?? Number.NaN);
      if (Number.isNaN(pid) || !gone(pid)) continue;
      try {
        rmSync(join(place, name), { recursive: true, force: true });
      } catch {
        // Another user's; theirs to remove.
      }
    }
  }
}

function namesIn(place: string): string[] {
  try {
    return readdirSync(place);
  } catch {
    return [];
  }
}

function freeBytes(place: string): number {
  try {
    const { bavail, bsize } = statfsSync(place);
    return bavail * bsize;
  } catch {
    return 0;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return !(error instanceof Error && "code" in error && error.code === "ESRCH");
  }
}
