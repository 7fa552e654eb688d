import { AuthorSample } from "./author-sample.ts";
import { surprise } from "./surprise.ts";
import type { TermHistory } from "./term-rates.ts";
import { oldestOf, partsOfWindow, type TrendWindow } from "./trend-windows.ts";

/** Posts of one language in the parts of one window; more parts than the window has, for terms look back late. */
export class Traffic {
  readonly #posts = new Float64Array(64);
  #part = 0;

  add(part: number): void {
    this.advance(part);
    if (part > this.#part - 64) this.#posts[part % 64]!++;
  }

  advance(part: number): void {
    if (part <= this.#part) return;
    for (let at = Math.max(this.#part + 1, part - 63); at <= part; at++) this.#posts[at % 64] = 0;
    this.#part = part;
  }

  at(part: number): number {
    return part > this.#part || part <= this.#part - 64 ? 0 : this.#posts[part % 64]!;
  }

  /** Of the window whose last part is this one. */
  total(part: number): number {
    let total = 0;
    for (let at = oldestOf(part); at <= part; at++) total += this.at(at);
    return total;
  }
}

/** What one term does in one window: who said it in which part, and what was usual before the window. */
export class TrackedWindow {
  readonly authors = new AuthorSample();
  readonly #traffic: Traffic;
  /** Of the last parts, a ring: different authors, and posts. */
  readonly #authorsIn = new Float64Array(partsOfWindow);
  readonly #postsIn = new Uint32Array(partsOfWindow);
  #part: number;
  #said: number;
  #ofPosts: number;
  readonly #fade: number;
  readonly #spread: number;
  /** Said before the term was tracked, in the part in which that began. */
  readonly #before: number;
  readonly #beganPart: number;

  constructor(window: TrendWindow, traffic: Traffic, part: number, history: TermHistory, before: number) {
    this.#traffic = traffic;
    this.#part = part;
    this.#beganPart = part;
    this.#before = before;
    this.#said = history.said;
    this.#ofPosts = history.ofPosts;
    this.#spread = history.spread;
    this.#fade = 0.5 ** (window.partMs / window.halfLifeMs);
    this.#authorsIn[part % partsOfWindow] = before;
    this.#postsIn[part % partsOfWindow] = before;
  }

  add(author: number, part: number): void {
    this.advance(part);
    if (part <= this.#part - partsOfWindow) return;
    this.#postsIn[part % partsOfWindow]!++;
    if (this.authors.add(author, part, oldestOf(this.#part)))
      this.#authorsIn[part % partsOfWindow]! += this.authors.weight;
  }

  /** Lets time pass: what leaves the window becomes part of what is usual. */
  advance(part: number): void {
    if (part <= this.#part) return;
    const { said, ofPosts } = this.#usualAt(part);
    this.#said = said;
    this.#ofPosts = ofPosts;
    for (let next = Math.max(this.#part + 1, oldestOf(part)); next <= part; next++) {
      this.#authorsIn[next % partsOfWindow] = 0;
      this.#postsIn[next % partsOfWindow] = 0;
    }
    this.#part = part;
  }

  // How it stands in the window that ends with a part, now or later. Looking changes nothing: what arrived before
  // may still be told of, and counts then.

  authorCount(part: number): number {
    const oldest = oldestOf(part);
    return this.authors.count(oldest) + (this.#beganPart >= oldest ? this.#before : 0);
  }

  postCount(part: number): number {
    return this.#inParts(this.#postsIn, part).reduce((sum, posts) => sum + posts, 0);
  }

  /** Authors that the share of before would give in this window; one more than were seen, for little is known of what is rare. */
  expected(part: number): number {
    const { said, ofPosts } = this.#usualAt(part);
    return (this.#traffic.total(part) * (said + 1)) / (ofPosts + 1);
  }

  /** By how many standard deviations `authors` is more than before; what little history says of what is usual, counts little. */
  score(authors: number, part: number): number {
    const { said, ofPosts } = this.#usualAt(part);
    return surprise(authors, this.#traffic.total(part), said, ofPosts) / Math.sqrt(this.#spread);
  }

  /** Authors of each part, oldest first. */
  series(part: number): number[] {
    return this.#inParts(this.#authorsIn, part);
  }

  #inParts(counts: ArrayLike<number>, part: number): number[] {
    return Array.from({ length: partsOfWindow }, (_, at) => {
      const each = oldestOf(part) + at;
      return each > this.#part || each <= this.#part - partsOfWindow ? 0 : counts[each % partsOfWindow]!;
    });
  }

  #usualAt(part: number): { readonly said: number; readonly ofPosts: number } {
    let said = this.#said;
    let ofPosts = this.#ofPosts;
    const steps = Math.min(part - this.#part, partsOfWindow);
    for (let step = 1; step <= steps; step++) {
      const leaving = oldestOf(this.#part) + step - 1;
      // What was before the term was tracked is in its history already.
      if (leaving < this.#beganPart) continue;
      said = said * this.#fade + this.#authorsIn[leaving % partsOfWindow]!;
      ofPosts = ofPosts * this.#fade + this.#traffic.at(leaving);
    }
    return { said, ofPosts };
  }
}
