import type { FinishReason } from "@grok/model";
import type { SequenceEvaluateOptions } from "node-llama-cpp";
import type { PromptTokens } from "./prompt-tokens.ts";
import type { Lane } from "./step-scheduler.ts";

/** A sequence as a lane drives it (see `SequenceSlot`). */
export interface LaneSequence {
  readonly order: number;
  /** Tokens whose state it holds. */
  readonly length: number;
  pauses(prompt: PromptTokens, from: number): number[];
  save(): Promise<void>;
  evaluate(tokens: readonly number[]): Promise<void>;
  write(tokens: readonly number[], options: SequenceEvaluateOptions): AsyncGenerator<number, void>;
}

export interface AnswerLaneOptions {
  prompt: PromptTokens;
  sampling: SequenceEvaluateOptions;
  contextTokens: number;
  /** Takes each token as it is written; why the answer ends with it, if it does. */
  onToken(token: number): FinishReason | undefined;
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
  readonly #pauses: number[];
  #read: number;
  #writing: AsyncGenerator<number, void> | undefined;

  /** `sequence` must hold a beginning of the prompt, and not the whole of it. */
  constructor(sequence: LaneSequence, options: AnswerLaneOptions) {
    this.order = sequence.order;
    this.ended = this.#end.promise;
    this.#sequence = sequence;
    this.#options = options;
    this.#read = sequence.length;
    this.#pauses = sequence.pauses(options.prompt, this.#read);
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
    if (this.promptTokensLeft > 0) {
      const { tokens } = this.#options.prompt;
      const pause = this.#pauses.find((place) => place > this.#read) ?? tokens.length;
      const end = Math.min(this.#read + tokensMax, pause);
      const piece = tokens.slice(this.#read, end);
      this.#read = end;
      this.#options.onEvaluated(piece.length);
      if (end < tokens.length) {
        await this.#sequence.evaluate(piece);
        if (end === pause) await this.#sequence.save();
        return undefined;
      }
      this.#writing = this.#sequence.write(piece, this.#options.sampling);
    }
    const next = await this.#writing?.next();
    if (!next || next.done) return "stop";
    // The token just written takes a place of its own before another can follow it.
    const full = this.#sequence.length + 1 >= this.#options.contextTokens;
    return this.#options.onToken(next.value) ?? (full ? "context-full" : undefined);
  }
}
