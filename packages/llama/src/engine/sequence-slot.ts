// One sequence of the context, and the rules under which reusing its state is exact:
// it is moved only by cutting its end (`adaptStateToTokens(beginning of a prompt, false)`) and by loading a whole state
// into it when it is empty; tokens are never shifted. A recurrent state cannot be cut back, so checkpoints are taken
// where it may have to be, and lie beside a saved state, because files do not hold them. Files hold no more of a
// sliding window than is seen from their end, though the sequence holds all of it: once loaded, it is as with
// recurrent layers.

import { rmSync } from "node:fs";
import type {
  EvaluationPriority,
  LlamaContextSequence,
  SequenceEvaluateOptions,
  Token,
} from "node-llama-cpp";
import type { BranchSlot, SavedState } from "../branch-cache/branch-state.ts";
import type { StateFiles } from "../branch-cache/state-files.ts";
import { allowCheckpoints, cutToCheckpoint, LibraryCheckpoints } from "./library-checkpoints.ts";
import { type ChoiceWatch, watchChoices } from "./token-choices.ts";

export class SequenceSlot implements BranchSlot {
  /** Place in a batch: the library gives out sequence ids in this order. */
  readonly order: number;
  readonly checkpoints: LibraryCheckpoints;
  readonly checkpointed: boolean;
  readonly #recurrent: boolean;
  readonly #sequence: LlamaContextSequence;
  readonly #files: StateFiles;

  /** `hasWindow`: some layers see no more than a window of tokens, and the whole of them is kept. */
  constructor(sequence: LlamaContextSequence, order: number, hasWindow: boolean, files: StateFiles) {
    this.#sequence = sequence;
    this.order = order;
    this.#files = files;
    this.checkpoints = LibraryCheckpoints.of(sequence);
    this.#recurrent = sequence.needsCheckpoints;
    this.checkpointed = this.#recurrent || hasWindow;
    if (this.checkpointed) allowCheckpoints(sequence);
  }

  get tokens(): readonly number[] {
    return this.#sequence.contextTokens;
  }

  get length(): number {
    return this.#sequence.nextTokenIndex;
  }

  get cuttable(): boolean {
    return !this.#recurrent && this.#sequence.stateCellsStartIndex <= 0;
  }

  async cutTo(wanted: readonly number[]): Promise<void> {
    const { firstDifferentIndex: common } = this.#sequence.compareContextTokens(wanted as Token[]);
    if (common >= this.length) return;
    if (this.#recurrent || this.cuttable) return this.#sequence.adaptStateToTokens(wanted as Token[], false);
    const checkpoint = this.checkpoints.list().findLast(({ place }) => place <= common);
    if (!checkpoint || !(await cutToCheckpoint(this.#sequence, checkpoint))) await this.clear();
  }

  async clear(): Promise<void> {
    await this.#sequence.clearHistory();
  }

  takeCheckpoint(): Promise<void> {
    return this.#sequence.takeCheckpoint();
  }

  async save(): Promise<SavedState> {
    const path = this.#files.path();
    try {
      const { fileSize } = await this.#sequence.saveStateToFile(path);
      const cuttable = !this.checkpointed;
      return new SavedSequence(path, this.tokens, fileSize, cuttable, this.checkpoints.copy());
    } catch (error) {
      rmSync(path, { force: true });
      throw error;
    }
  }

  async load(saved: SavedState): Promise<void> {
    if (!(saved instanceof SavedSequence)) throw new TypeError("this state is none of a sequence");
    // The library would keep the checkpoints of what was there, and cut back to another conversation's.
    await this.clear();
    await this.#sequence.loadStateFromFile(saved.path, { acceptRisk: true });
    if (this.length !== saved.tokens.length) throw new Error("the file holds another state");
    this.checkpoints.become(saved.checkpoints);
  }

  async evaluate(tokens: readonly number[], watch?: ChoiceWatch): Promise<void> {
    const unwatch = watch && watchChoices(this.#sequence, watch);
    try {
      await this.#sequence.evaluateWithoutGeneratingNewTokens(tokens as Token[], this.#options());
    } finally {
      unwatch?.();
    }
  }

  /** Evaluates `tokens` and then writes, a token for each `next`; ends when the model does. */
  async *write(
    tokens: readonly number[],
    options: SequenceEvaluateOptions,
    watch?: ChoiceWatch,
  ): AsyncGenerator<number, void, readonly number[] | undefined> {
    const unwatch = watch && watchChoices(this.#sequence, watch);
    try {
      // What is given to `next` is evaluated in the place of the token before.
      yield* this.#sequence.evaluate(tokens as Token[], {
        ...options,
        ...this.#options(),
      }) as AsyncGenerator<Token, void, readonly number[] | undefined>;
    } finally {
      unwatch?.();
    }
  }

  #options(): { evaluationPriority: EvaluationPriority } {
    // The library hands this number to our own order of a batch (see `openModel`), which takes any.
    return { evaluationPriority: this.order as EvaluationPriority };
  }
}

/** A sequence's state in a file, and its checkpoints in memory. */
class SavedSequence implements SavedState {
  readonly path: string;
  readonly tokens: readonly number[];
  readonly bytes: number;
  readonly cuttable: boolean;
  readonly checkpoints: LibraryCheckpoints;

  constructor(
    path: string,
    tokens: readonly number[],
    bytes: number,
    cuttable: boolean,
    checkpoints: LibraryCheckpoints,
  ) {
    this.path = path;
    this.tokens = tokens;
    this.bytes = bytes;
    this.cuttable = cuttable;
    this.checkpoints = checkpoints;
  }

  remove(): void {
    this.checkpoints.clear();
    rmSync(this.path, { force: true });
  }
}
