/** Numbers that look random and are the same for the same seed: xorshift of 32 bits (Marsaglia 2003). */
export class Random {
  #state: number;

  constructor(seed: number) {
    // Neighbouring seeds must not begin alike, and 0 would stay 0.
    this.#state = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) | 1;
    for (let round = 0; round < 4; round++) this.bits();
  }

  /** 32 bits, without a sign. */
  bits(): number {
    let state = this.#state;
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    this.#state = state;
    return state >>> 0;
  }

  /** In [0, 1). */
  unit(): number {
    return this.bits() / 0x1_0000_0000;
  }

  /** Whole, in [0, end). */
  below(end: number): number {
    return Math.floor(this.unit() * end);
  }

  of<T>(values: readonly T[]): T {
    const value = values[this.below(values.length)];
    if (value === undefined) throw new RangeError("There is nothing to choose from.");
    return value;
  }

  /** Waiting time until the next of events that come `mean` apart on average. */
  exponential(mean: number): number {
    return -Math.log(1 - this.unit()) * mean;
  }

  /** Whole, at least 0; most are 0 and a few very large. */
  pareto(shape: number): number {
    return Math.min(1_000_000, Math.floor((1 - this.unit()) ** (-1 / shape)) - 1);
  }
}
