/**
 * A prompt on its way through a sequence. Others that begin like it may wait until it has come as far as they go
 * together, instead of evaluating the same tokens beside it.
 */
export class PromptFlight {
  readonly tokens: readonly number[];
  /** Grows with every flight: waiting for lower ones only cannot go round in a circle. */
  readonly ticket: number;
  #read = 0;
  #begun = false;
  #ended = false;
  #places: number[] = [];
  #waiting: { place: number; settle: (reached: boolean) => void }[] = [];

  constructor(tokens: readonly number[], ticket: number) {
    this.tokens = tokens;
    this.ticket = ticket;
  }

  /** Tokens whose state the sequence holds; 0 before `begin`. */
  get read(): number {
    return this.#read;
  }

  /** The sequence holds a beginning of the prompt. */
  get begun(): boolean {
    return this.#begun;
  }

  /** The sequence holds the first `read` tokens, and evaluation is to pause at `places`. */
  begin(read: number, places: readonly number[]): void {
    this.#begun = true;
    this.#places = [...places, ...this.#waiting.map(({ place }) => place)];
    this.advance(read);
  }

  /** Where to pause next behind `read`; the prompt's end if nowhere. */
  pauseAfter(read: number): number {
    const next = this.#places.filter((place) => place > read);
    return Math.min(this.tokens.length, ...next);
  }

  /** Whether evaluation pauses at `read`. */
  pausesAt(read: number): boolean {
    return this.#places.includes(read);
  }

  /** Resolves when `place` tokens are evaluated, with a pause there; false where that will not happen. */
  reach(place: number): Promise<boolean> {
    if (this.#ended || place >= this.tokens.length) return Promise.resolve(false);
    if (this.#begun && place <= this.#read) return Promise.resolve(true);
    this.#places.push(place);
    return new Promise((settle) => this.#waiting.push({ place, settle }));
  }

  advance(read: number): void {
    this.#read = read;
    const reached = this.#waiting.filter(({ place }) => place <= read);
    this.#waiting = this.#waiting.filter(({ place }) => place > read);
    for (const { settle } of reached) settle(true);
  }

  /** The sequence is given back, or the prompt given up. */
  end(): void {
    this.#ended = true;
    for (const { settle } of this.#waiting) settle(false);
    this.#waiting = [];
  }
}
