import type { LlamaContextSequence } from "node-llama-cpp";
import { checkpointToDrop } from "./checkpoint-choice.ts";

/** The library's own list, which has no public way to drop one from the middle. Read in version 3.22.1. */
interface LibraryCheckpoints {
  _checkpoints: [name: unknown, checkpoint: { size: number; maxPos: number }][];
  _memoryUsage: number;
  _releaseCheckpointRef(checkpoint: unknown): boolean;
  _resizeCheckpointsCount(name: unknown, difference: number): void;
}

/**
 * Saved recurrent states of one sequence, kept under a limit of bytes.
 *
 * The library's own limits drop the oldest first, which is the system prompt's, the one that all conversations share.
 * For models without recurrent layers this does nothing.
 */
export class SequenceCheckpoints {
  readonly #sequence: LlamaContextSequence;
  readonly #bytesMax: number;
  #places: number[] = [];

  constructor(sequence: LlamaContextSequence, bytesMax: number) {
    this.#sequence = sequence;
    this.#bytesMax = bytesMax;
  }

  /** Tokens that stay usable when at most the first `common` of `held` may. */
  reusable(common: number, held: number): number {
    if (!this.#sequence.needsCheckpoints || common === held) return common;
    return this.#places.findLast((place) => place <= common) ?? 0;
  }

  /** The last place that is saved; 0 without one. */
  get lastPlace(): number {
    return this.#places.at(-1) ?? 0;
  }

  /** Saves the state as it is. */
  async take(): Promise<void> {
    if (!this.#sequence.needsCheckpoints) return;
    await this.#sequence.takeCheckpoint();
    const place = this.#sequence.nextTokenIndex;
    if (this.#places.at(-1) !== place) this.#places.push(place);
    this.#dropOverLimit();
  }

  /** To be called after the sequence was cut back: the library has freed what lay behind the cut. */
  cutTo(tokens: number): void {
    this.#places = this.#places.filter((place) => place <= tokens);
  }

  #dropOverLimit(): void {
    const list: LibraryCheckpoints = Reflect.get(this.#sequence, "_checkpoints");
    while (this.#sequence.checkpointsMemoryUsage > this.#bytesMax) {
      const drop = checkpointToDrop(this.#places);
      const place = drop === undefined ? undefined : this.#places[drop];
      const at = list._checkpoints.findIndex(([, checkpoint]) => checkpoint.maxPos + 1 === place);
      const found = list._checkpoints[at];
      if (drop === undefined || !found) return;
      const [name, checkpoint] = found;
      const bytes = checkpoint.size;
      list._checkpoints.splice(at, 1);
      list._resizeCheckpointsCount(name, -1);
      if (list._releaseCheckpointRef(checkpoint)) list._memoryUsage -= bytes;
      this.#places.splice(drop, 1);
    }
  }
}
