// The last mentions of a term: when, by whom, in what language. Small for terms that few mention; it doubles until it
// holds some thousands and then forgets the oldest.

const firstSize = 32;
const sizeMax = 4_096;

export class MentionRing {
  #seconds = new Uint32Array(firstSize);
  #authors = new Uint32Array(firstSize);
  #languages = new Uint8Array(firstSize);
  #next = 0;
  #count = 0;

  get count(): number {
    return this.#count;
  }

  add(second: number, author: number, language: number): void {
    if (this.#count === this.#seconds.length && this.#count < sizeMax) this.#grow();
    this.#seconds[this.#next] = second;
    this.#authors[this.#next] = author;
    this.#languages[this.#next] = language;
    this.#next = (this.#next + 1) % this.#seconds.length;
    if (this.#count < this.#seconds.length) this.#count++;
  }

  /** Whether the author is among the last few mentions of the same time. */
  hasRecent(author: number, sinceSecond: number): boolean {
    const size = this.#seconds.length;
    for (let i = 1; i <= Math.min(this.#count, 256); i++) {
      const at = (this.#next - i + size) % size;
      if (this.#seconds[at]! < sinceSecond) return false;
      if (this.#authors[at] === author) return true;
    }
    return false;
  }

  /** Newest first; `language` 0 is all. */
  *since(second: number, language: number): Generator<{ second: number; author: number }, void, undefined> {
    const size = this.#seconds.length;
    for (let i = 1; i <= this.#count; i++) {
      const at = (this.#next - i + size) % size;
      if (this.#seconds[at]! < second || (language !== 0 && this.#languages[at] !== language)) continue;
      yield { second: this.#seconds[at]!, author: this.#authors[at]! };
    }
  }

  /** The oldest moment that is remembered; 0 where nothing was forgotten yet. */
  get forgottenBefore(): number {
    if (this.#count < sizeMax) return 0;
    return this.#seconds[this.#next]!;
  }

  #grow(): void {
    const size = this.#seconds.length;
    const ordered = <T extends Uint32Array | Uint8Array>(from: T, to: T): T => {
      to.set(from.subarray(this.#next));
      to.set(from.subarray(0, this.#next), size - this.#next);
      return to;
    };
    this.#seconds = ordered(this.#seconds, new Uint32Array(size * 2));
    this.#authors = ordered(this.#authors, new Uint32Array(size * 2));
    this.#languages = ordered(this.#languages, new Uint8Array(size * 2));
    this.#next = size;
  }
}
