import type { FinishReason } from "@grok/model";
import type { SequenceEvaluateOptions } from "node-llama-cpp";
import type { BranchLease } from "../branch-cache/branch-cache.ts";
import type { BranchSlot } from "../branch-cache/branch-state.ts";
import type { Lane } from "./step-scheduler.ts";
import type { ChoiceWatch, RawChoice } from "./token-choices.ts";

/** Prompt tokens of one step whose logits are wanted: each takes a number for every word of the vocabulary. */
const watchedTokensMax = 32;

/** A sequence as a lane drives it (see `SequenceSlot`). */
export interface LaneSequence {
  readonly order: number;
  /** Tokens whose state it holds. */
  readonly length: number;
  evaluate(tokens: readonly number[], watch?: ChoiceWatch): Promise<void>;
  write(
    tokens: readonly number[],
    options: SequenceEvaluateOptions,
    watch?: ChoiceWatch,
  ): AsyncGenerator<number, void, readonly number[] | undefined>;
}

export interface AnswerLaneOptions {
  prompt: { readonly tokens: readonly number[] };
  /** Where reading pauses, and who is told how far it is (see `BranchLease`). */
  reading: Pick<BranchLease<BranchSlot>, "pauseAfter" | "evaluated">;
  sampling: SequenceEvaluateOptions;
  contextTokens: number;
  /** False to read the prompt alone. Default true. */
  writes?: boolean;
  /** How many likely choices to tell of each token, of those of the prompt too where `prompt`. Default none. */
  choices?: { top: number; prompt: boolean };
  /** Takes each token as it is written; why the answer ends with it, if it does. */
  onToken(token: number, choice: RawChoice | undefined): FinishReason | undefined;
  /** Asked after each token: what is to stand in its place, if something is. */
  instead?(): readonly number[] | undefined;
  /** The prompt has been read; the choices of its tokens from the second on, where they are told. */
  onPromptRead?(choices: readonly RawChoice[]): void;
  /** Told of prompt tokens as they are evaluated. */
  onEvaluated(tokens: number): void;
  signal: AbortSignal;
}

/** One answer on one sequence: reads its prompt piece by piece, then writes. */
export class AnswerLane implements Lane {
  readonly order: number;
  /** Why the answer ended. Rejects with what the engine threw. */
  readonly ended: Promise<FinishReason>;
  readonly #sequence: LaneSequence;
  readonly #options: AnswerLaneOptions;
  readonly #end = Promise.withResolvers<FinishReason>();
  readonly #promptChoices: RawChoice[] = [];
  #choice: RawChoice | undefined;
  #read: number;
  #writing: AsyncGenerator<number, void, readonly number[] | undefined> | undefined;
  #instead: readonly number[] | undefined;

  /** `sequence` must hold a beginning of the prompt, and not the whole of it. */
  constructor(sequence: LaneSequence, options: AnswerLaneOptions) {
    this.order = sequence.order;
    this.ended = this.#end.promise;
    this.#sequence = sequence;
    this.#options = options;
    this.#read = sequence.length;
  }

  get promptTokensLeft(): number {
    return this.#options.prompt.tokens.length - this.#read;
  }

  async step(tokensMax: number): Promise<"more" | "done"> {
    try {
      const reason = this.#options.signal.aborted ? "cancelled" : await this.#advance(tokensMax);
      if (reason === undefined) return "more";
      await this.#writing?.return();
      this.#end.resolve(reason);
    } catch (error) {
      this.#end.reject(error);
    }
    return "done";
  }

  async #advance(tokensMax: number): Promise<FinishReason | undefined> {
    const { prompt, reading: progress } = this.#options;
    const { tokens } = prompt;
    const reading = this.promptTokensLeft > 0;
    if (reading) {
      const most = this.#options.choices?.prompt ? Math.min(tokensMax, watchedTokensMax) : tokensMax;
      const end = Math.min(this.#read + most, progress.pauseAfter(this.#read));
      const piece = tokens.slice(this.#read, end);
      this.#read = end;
      this.#options.onEvaluated(piece.length);
      if (end < tokens.length || this.#options.writes === false) {
        const startedMs = performance.now();
        await this.#sequence.evaluate(piece, this.#watch(tokens[end]));
        if (end === tokens.length) {
          this.#options.onPromptRead?.(this.#promptChoices);
          return "length";
        }
        await progress.evaluated(end, piece.length, performance.now() - startedMs);
        return undefined;
      }
      this.#writing = this.#sequence.write(piece, this.#options.sampling, this.#watch(undefined));
    }
    const next = await this.#writing?.next(this.#instead);
    if (reading) this.#options.onPromptRead?.(this.#promptChoices);
    if (!next || next.done) return "stop";
    // The token just written takes a place of its own before another can follow it.
    const end = this.#options.onToken(next.value, this.#choice);
    this.#instead = this.#options.instead?.();
    const full = this.#sequence.length + (this.#instead?.length ?? 1) >= this.#options.contextTokens;
    return end ?? (full ? "context-full" : undefined);
  }

  #watch(following: number | undefined): ChoiceWatch | undefined {
    const { choices, prompt } = this.#options;
    if (!choices) return undefined;
    return {
      top: choices.top,
      given: choices.prompt,
      following,
      take: (choice) => {
        const ofPrompt = choices.prompt && this.#promptChoices.length < prompt.tokens.length - 1;
        if (ofPrompt) this.#promptChoices.push(choice);
        else this.#choice = choice;
      },
    };
  }
}
