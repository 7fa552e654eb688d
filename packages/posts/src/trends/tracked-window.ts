import { AuthorSample } from "./author-sample.ts";
import { surprise } from "./surprise.ts";
import type { TermHistory } from "./term-rates.ts";
import { partsOfWindow, type TrendWindow } from "./trend-windows.ts";

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
    for (let at = part - partsOfWindow + 1; at <= part; at++) total += this.at(at);
    return total;
  }
}

/** What one term does in one window: who said it in which part, and what was usual before the window. */
export class TrackedWindow {
  readonly authors = new AuthorSample();
  readonly #window: TrendWindow;
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
    this.#window = window;
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
    if (this.authors.add(author, part, this.#oldest))
      this.#authorsIn[part % partsOfWindow]! += this.authors.weight;
  }

  /** What leaves the window becomes part of what is usual. */
  advance(part: number): void {
    if (part <= this.#part) return;
    const steps = Math.min(part - this.#part, partsOfWindow);
    for (let step = 1; step <= steps; step++) {
      const leaving = this.#part + step - partsOfWindow;
      const place = (this.#part + step) % partsOfWindow;
      // What was before the term was tracked is in its history already.
      if (leaving >= this.#beganPart) {
        this.#said = this.#said * this.#fade + this.#authorsIn[place]!;
        this.#ofPosts = this.#ofPosts * this.#fade + this.#traffic.at(leaving);
      }
      this.#authorsIn[place] = 0;
      this.#postsIn[place] = 0;
    }
    this.#part = part;
  }

  get #oldest(): number {
    return this.#part - partsOfWindow + 1;
  }

  get oldestPart(): number {
    return this.#oldest;
  }

  get authorCount(): number {
    return this.authors.count(this.#oldest) + (this.#beganPart >= this.#oldest ? this.#before : 0);
  }

  get postCount(): number {
    return this.#postsIn.reduce((sum, posts) => sum + posts, 0);
  }

  /** Authors that the share of before would give in this window; one more than were seen, for little is known of what is rare. */
  get expected(): number {
    return (this.#traffic.total(this.#part) * (this.#said + 1)) / (this.#ofPosts + 1);
  }

  /** By how many standard deviations `authors` is more than before; what little history says of what is usual, counts little. */
  score(authors: number): number {
    return (
      surprise(authors, this.#traffic.total(this.#part), this.#said, this.#ofPosts) / Math.sqrt(this.#spread)
    );
  }

  /** Oldest first. */
  get series(): number[] {
    return Array.from(
      { length: partsOfWindow },
      (_, at) => this.#authorsIn[(this.#oldest + at) % partsOfWindow]!,
    );
  }

  /** When the part at this place of `series` began. */
  startOf(place: number): number {
    return (this.#oldest + place) * this.#window.partMs;
  }
}
