// One sequence of the context, and the rules under which reusing its state is exact:
// it is moved only by cutting its end (`adaptStateToTokens(prompt without its last token, false)`), tokens are never
// shifted, and models with recurrent layers are saved where they may have to be cut back to.

import type {
  EvaluationPriority,
  LlamaContextSequence,
  SequenceEvaluateOptions,
  Token,
} from "node-llama-cpp";
import { checkpointPlaces } from "./checkpoint-choice.ts";
import type { SequenceState } from "./choose-sequence.ts";
import type { PromptTokens } from "./prompt-tokens.ts";
import { SequenceCheckpoints } from "./sequence-checkpoints.ts";
import { type ChoiceWatch, watchChoices } from "./token-choices.ts";

export class SequenceSlot implements SequenceState {
  /** Place in a batch: the library gives out sequence ids in this order. */
  readonly order: number;
  affinity: string | undefined;
  usedAt = 0;
  readonly #sequence: LlamaContextSequence;
  readonly #checkpoints: SequenceCheckpoints;

  constructor(sequence: LlamaContextSequence, order: number, checkpointBytesMax: number) {
    this.#sequence = sequence;
    this.order = order;
    this.#checkpoints = new SequenceCheckpoints(sequence, checkpointBytesMax);
  }

  get tokens(): readonly number[] {
    return this.#sequence.contextTokens;
  }

  get length(): number {
    return this.#sequence.nextTokenIndex;
  }

  reusable(common: number): number {
    return this.#checkpoints.reusable(common, this.length);
  }

  /** Cuts the state back to what it shares with `prompt`; how many tokens that leaves. */
  async prepare(prompt: readonly number[]): Promise<number> {
    await this.#sequence.adaptStateToTokens(prompt.slice(0, -1) as Token[], false);
    this.#checkpoints.cutTo(this.length);
    return this.length;
  }

  /** Where evaluating `prompt` from `from` on must pause for `save`, ascending. */
  pauses(prompt: PromptTokens, from: number): number[] {
    if (!this.#sequence.needsCheckpoints) return [];
    return checkpointPlaces(prompt.boundaries, this.#checkpoints.lastPlace, from, prompt.tokens.length);
  }

  save(): Promise<void> {
    return this.#checkpoints.take();
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
  ): AsyncGenerator<number, void> {
    const unwatch = watch && watchChoices(this.#sequence, watch);
    try {
      yield* this.#sequence.evaluate(tokens as Token[], { ...options, ...this.#options() });
    } finally {
      unwatch?.();
    }
  }

  /** Forgets everything, after an error that left the state uncertain. */
  async clear(): Promise<void> {
    await this.#sequence.clearHistory();
    this.#checkpoints.cutTo(0);
    this.affinity = undefined;
  }

  #options(): { evaluationPriority: EvaluationPriority } {
    // The library hands this number to our own order of a batch (see `openModel`), which takes any.
    return { evaluationPriority: this.order as EvaluationPriority };
  }
}
