/** The best of many: rows with the highest scores, `most` at most, in a heap with the worst of them on top. */
export class BestRows {
  readonly most: number;
  readonly #scores: Float64Array;
  readonly #numbers: Float64Array;
  #size = 0;

  constructor(most: number) {
    this.most = most;
    this.#scores = new Float64Array(most);
    this.#numbers = new Float64Array(most);
  }

  get size(): number {
    return this.#size;
  }

  /** Scores up to this one need not be offered. */
  get least(): number {
    return this.#size < this.most ? Number.NEGATIVE_INFINITY : this.#scores[0]!;
  }

  offer(number: number, score: number): void {
    if (score <= this.least) return;
    if (this.#size < this.most) this.#rise(this.#size++, number, score);
    else this.#sink(number, score);
  }

  /** Best first. */
  sorted(): { readonly number: number; readonly score: number }[] {
    return Array.from({ length: this.#size }, (_, at) => ({
      number: this.#numbers[at]!,
      score: this.#scores[at]!,
    })).sort((a, b) => b.score - a.score);
  }

  #rise(from: number, number: number, score: number): void {
    let at = from;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (this.#scores[parent]! <= score) break;
      this.#move(parent, at);
      at = parent;
    }
    this.#put(at, number, score);
  }

  #sink(number: number, score: number): void {
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= this.#size) break;
      if (child + 1 < this.#size && this.#scores[child + 1]! < this.#scores[child]!) child++;
      if (this.#scores[child]! >= score) break;
      this.#move(child, at);
      at = child;
    }
    this.#put(at, number, score);
  }

  #move(from: number, to: number): void {
    this.#put(to, this.#numbers[from]!, this.#scores[from]!);
  }

  #put(at: number, number: number, score: number): void {
    this.#scores[at] = score;
    this.#numbers[at] = number;
  }
}
