import { chooseSequence, type SequenceState } from "./choose-sequence.ts";

/** What the pool notes on a sequence. */
export interface PooledSequence extends SequenceState {
  affinity: string | undefined;
  usedAt: number;
}

interface Waiting<Sequence> {
  prompt: readonly number[];
  affinity: string | undefined;
  give(sequence: Sequence | undefined): void;
}

/** Lends sequences to answers: each to one at a time, first come first served. */
export class SequencePool<Sequence extends PooledSequence> {
  #idle: Sequence[];
  #waiting: Waiting<Sequence>[] = [];
  #uses = 0;

  constructor(sequences: readonly Sequence[]) {
    this.#idle = [...sequences];
  }

  /** The idle sequence that suits `prompt` best, as soon as there is one; undefined if `signal` aborts before. */
  acquire(
    prompt: readonly number[],
    affinity: string | undefined,
    signal: AbortSignal,
  ): Promise<Sequence | undefined> {
    return new Promise((resolve) => {
      if (signal.aborted) return resolve(undefined);
      const leave = () => {
        this.#waiting = this.#waiting.filter((other) => other !== waiting);
        resolve(undefined);
      };
      const waiting: Waiting<Sequence> = {
        prompt,
        affinity,
        give(sequence) {
          signal.removeEventListener("abort", leave);
          resolve(sequence);
        },
      };
      signal.addEventListener("abort", leave, { once: true });
      this.#waiting.push(waiting);
      this.#serve();
    });
  }

  release(sequence: Sequence): void {
    this.#idle.push(sequence);
    this.#serve();
  }

  #serve(): void {
    while (this.#idle.length > 0) {
      const next = this.#waiting.shift();
      if (!next) return;
      const [sequence] = this.#idle.splice(chooseSequence(this.#idle, next.prompt, next.affinity), 1);
      if (!sequence) return;
      sequence.usedAt = ++this.#uses;
      sequence.affinity = next.affinity;
      next.give(sequence);
    }
  }
}
