// The library's own lists of checkpoints. They have no public way to drop one from the middle, to be given to another
// state, or to be made for a sliding window whose cache is kept whole. Everything here was read in version 3.22.1;
// `test/branching` holds it to that.

import type { LlamaContextSequence } from "node-llama-cpp";
import type { Checkpoint, Checkpoints } from "../branch-cache/branch-state.ts";

interface LibraryCheckpoint {
  readonly size: number;
  readonly maxPos: number;
}

interface LibrarySequence {
  _checkpoints: LibraryList;
  _contextTokens: number[];
  _nextTokenIndex: number;
  readonly _sequenceId: number;
  readonly _context: {
    _ctx: {
      restoreCheckpoint(checkpoint: LibraryCheckpoint, maxPos: number, sequenceId: number): Promise<boolean>;
    };
  };
}

interface LibraryList {
  _checkpoints: [name: unknown, checkpoint: LibraryCheckpoint][];
  _memoryUsage: number;
  _releaseCheckpointRef(checkpoint: LibraryCheckpoint): boolean;
  _resizeCheckpointsCount(name: unknown, difference: number): void;
  cloneCheckpointsStateFrom(other: LibraryList): void;
  pruneFromEndToIndex(maxPos: number): void;
  clearAllCheckpoints(): void;
}

/** Has `sequence` take checkpoints although it thinks that it never needs them. */
export function allowCheckpoints(sequence: LlamaContextSequence): void {
  Object.defineProperty(sequence, "needsCheckpoints", { value: true });
}

/** Cuts `sequence` back to one of its own checkpoints; whether that went well. If not, its state is not known. */
export async function cutToCheckpoint(
  sequence: LlamaContextSequence,
  { handle, place }: Checkpoint,
): Promise<boolean> {
  const inner = sequence as unknown as LibrarySequence;
  const { _ctx } = inner._context;
  if (!(await _ctx.restoreCheckpoint(handle as LibraryCheckpoint, place - 1, inner._sequenceId)))
    return false;
  inner._contextTokens = inner._contextTokens.slice(0, place);
  inner._nextTokenIndex = place;
  inner._checkpoints.pruneFromEndToIndex(place - 1);
  return true;
}

/** One of the library's lists: of a sequence, or a copy that shares the checkpoints themselves. */
export class LibraryCheckpoints implements Checkpoints {
  readonly #list: LibraryList;

  private constructor(list: LibraryList) {
    this.#list = list;
  }

  static of(sequence: LlamaContextSequence): LibraryCheckpoints {
    return new LibraryCheckpoints(Reflect.get(sequence, "_checkpoints"));
  }

  list(): readonly Checkpoint[] {
    return this.#list._checkpoints.map(([, handle]) => ({
      place: handle.maxPos + 1,
      bytes: handle.size,
      handle,
    }));
  }

  drop(handle: object): void {
    const list = this.#list;
    const at = list._checkpoints.findIndex(([, checkpoint]) => checkpoint === handle);
    const found = list._checkpoints[at];
    if (!found) return;
    const [name, checkpoint] = found;
    const bytes = checkpoint.size;
    list._checkpoints.splice(at, 1);
    list._resizeCheckpointsCount(name, -1);
    if (list._releaseCheckpointRef(checkpoint)) list._memoryUsage -= bytes;
  }

  copy(): LibraryCheckpoints {
    const empty: LibraryList = Reflect.construct(this.#list.constructor, []);
    empty.cloneCheckpointsStateFrom(this.#list);
    return new LibraryCheckpoints(empty);
  }

  /** Puts the checkpoints of `other` in the place of these. */
  become(other: LibraryCheckpoints): void {
    this.#list.cloneCheckpointsStateFrom(other.#list);
  }

  clear(): void {
    this.#list.clearAllCheckpoints();
  }
}
