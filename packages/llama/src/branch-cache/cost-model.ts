/** Of a new measurement in the estimate. */
const newShare = 0.2;
/** Fewer tokens at once take longer each. */
const tokensMin = 16;

/** What evaluating and moving states take on this machine, as measured while it works; all times in milliseconds. */
export class CostModel {
  #tokenMs: number;
  #byteMs: number;

  /** Guesses for the beginning: a small model on a processor, and a slow memory. */
  constructor({ tokenMs = 4, byteMs = 2e-6 }: { tokenMs?: number; byteMs?: number } = {}) {
    this.#tokenMs = tokenMs;
    this.#byteMs = byteMs;
  }

  evaluated(tokens: number, ms: number): void {
    if (tokens >= tokensMin) this.#tokenMs += newShare * (ms / tokens - this.#tokenMs);
  }

  /** A state of `bytes` was saved or loaded. */
  moved(bytes: number, ms: number): void {
    if (bytes > 0) this.#byteMs += newShare * (ms / bytes - this.#byteMs);
  }

  evaluateMs(tokens: number): number {
    return tokens * this.#tokenMs;
  }

  moveMs(bytes: number): number {
    return bytes * this.#byteMs;
  }
}
