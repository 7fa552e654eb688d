import type { TokenLogProbability } from "./token-log-probability.ts";

/**
 * Choices of tokens on their way to the text which they complete. Text may be held back behind its tokens, and some
 * tokens never become text: of those the choices are dropped.
 */
export class PendingChoices {
  /** Tokens whose text is not known yet. */
  #open: TokenLogProbability[] = [];
  /** `end`: the length of the text with which the token is complete. */
  #known: { choice: TokenLogProbability; end: number }[] = [];
  #textLength = 0;
  #takenLength = 0;

  push(choice: TokenLogProbability): void {
    this.#open.push(choice);
  }

  /** So much text came to be known with what was pushed. `holding`: more of what came so far may become text. */
  settle(grown: number, holding: boolean): void {
    this.#textLength += grown;
    if (grown > 0) for (const choice of this.#open) this.#known.push({ choice, end: this.#textLength });
    if (grown > 0 || !holding) this.#open = [];
  }

  /** So much more of the text goes out. */
  advance(length: number): void {
    this.#takenLength += length;
  }

  /** Those that are complete by now. */
  take(): TokenLogProbability[] {
    const taken: TokenLogProbability[] = [];
    while (this.#known[0] && this.#known[0].end <= this.#takenLength) {
      taken.push(this.#known[0].choice);
      this.#known.shift();
    }
    return taken;
  }
}
