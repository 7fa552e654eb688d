import type { Post } from "../post.ts";
import { MentionRing } from "./mention-ring.ts";

const minutesKept = 120;
const quartersKept = 192;
const quarterSeconds = 900;
const examplesMax = 6;
const spellingsMax = 6;

/** One term that several people mention: who and when, and how it was over the last hours. */
export class TrackedTerm {
  readonly text: string;
  readonly ring = new MentionRing();
  /** Authors of each minute of the last two hours, and of each quarter of the last two days. */
  readonly #minutes = new Buckets(minutesKept, 60);
  readonly #quarters = new Buckets(quartersKept, quarterSeconds);
  readonly #spellings = new Map<string, number>();
  #examples: Post[] = [];
  lastSecond = 0;
  /** Since when it was counted; what was before is not known. */
  readonly sinceSecond: number;

  constructor(text: string, sinceSecond: number) {
    this.text = text;
    this.sinceSecond = sinceSecond;
  }

  mention(second: number, author: number, language: number, post: Post): void {
    const isNewInMinute = !this.ring.hasRecent(author, second - (second % 60));
    const isNewInQuarter = isNewInMinute && !this.ring.hasRecent(author, second - (second % quarterSeconds));
    this.ring.add(second, author, language);
    this.lastSecond = Math.max(this.lastSecond, second);
    if (isNewInMinute) this.#minutes.add(second);
    if (isNewInQuarter) this.#quarters.add(second);
    this.#examples = [post, ...this.#examples.filter((each) => each.author.id !== post.author.id)].slice(
      0,
      examplesMax,
    );
    this.#spell(post.text);
  }

  /** As most people write it. */
  spelling(): string {
    let best = this.text;
    let most = 0;
    for (const [spelling, count] of this.#spellings)
      if (count > most) {
        best = spelling;
        most = count;
      }
    return best;
  }

  /** Newest first, each of another author. */
  examples(language: string): readonly Post[] {
    return this.#examples.filter((post) => language === "" || post.language === language);
  }

  /** Authors a window of `seconds` had, on average, in the windows before the last one; null where nothing is known. */
  expected(nowSecond: number, seconds: number): number | null {
    const buckets = seconds <= 600 ? this.#minutes : this.#quarters;
    const windows = seconds <= 60 ? 10 : seconds <= 600 ? 6 : seconds <= 3_600 ? 3 : 1;
    const end = nowSecond - seconds;
    const known = Math.min(windows * seconds, end - this.sinceSecond);
    if (known <= 0) return null;
    return (buckets.sum(end - known, end) * seconds) / known;
  }

  /** Authors of the last `seconds` as the buckets have them: each author once a bucket. */
  sum(nowSecond: number, seconds: number): number {
    return (seconds <= 3_600 ? this.#minutes : this.#quarters).sum(nowSecond - seconds, nowSecond + 1);
  }

  #spell(text: string): void {
    const at = text.toLowerCase().indexOf(this.text);
    if (at === -1) return;
    const spelling = text.slice(at, at + this.text.length);
    const count = this.#spellings.get(spelling);
    if (count !== undefined) this.#spellings.set(spelling, count + 1);
    else if (this.#spellings.size < spellingsMax) this.#spellings.set(spelling, 1);
  }
}

/** Counts of the last buckets of time. */
class Buckets {
  readonly #counts: Uint16Array;
  readonly #times: Float64Array;
  readonly #seconds: number;

  constructor(kept: number, seconds: number) {
    this.#counts = new Uint16Array(kept);
    this.#times = new Float64Array(kept).fill(-1);
    this.#seconds = seconds;
  }

  add(second: number): void {
    const bucket = Math.floor(second / this.#seconds);
    const at = bucket % this.#counts.length;
    // A clock that went back may come to a bucket that is already that of a later time.
    if (this.#times[at]! > bucket) return;
    if (this.#times[at] !== bucket) {
      this.#times[at] = bucket;
      this.#counts[at] = 0;
    }
    if (this.#counts[at]! < 0xffff) this.#counts[at]!++;
  }

  /** Of buckets that begin in [from, to). */
  sum(from: number, to: number): number {
    let sum = 0;
    for (let at = 0; at < this.#counts.length; at++) {
      const begin = this.#times[at]! * this.#seconds;
      if (begin >= from && begin < to) sum += this.#counts[at]!;
    }
    return sum;
  }
}
