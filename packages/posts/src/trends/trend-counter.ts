// What is talked about more than usual. As in SigniTrend (Schubert, Weiler and Kriegel, KDD 2014) words and pairs of words
// are compared with what they were before, as a deviation above a floor that keeps rare words out; counted are people,
// not posts. Where SigniTrend keeps averages of everything in hashed tables, a hashed table decides here which terms are
// worth counting exactly (a count-min sketch of an hour, Cormode and Muthukrishnan 2005), and those are a few thousand.

import { hashText } from "../intake/sim-hash.ts";
import type { Trend, TrendAnswer, TrendAsk } from "../live-index.ts";
import type { Post } from "../post.ts";
import { textTokens } from "../words/post-words.ts";
import { termsOf } from "./post-terms.ts";
import { TrackedTerm } from "./tracked-term.ts";

/** Authors in an hour that make a term worth counting. */
const trackFrom = 3;
const trackedMax = 6_000;
const sketchCells = 2 ** 18;
/** Authors that a trend has at least. */
const authorsMin = 4;
/** Deviations above what was expected. */
const deviationsMin = 3;
/** Added to what is expected: a word that nobody ever used is no trend when three people do. */
const biasAuthors = 1.5;
/** Two terms with so many common authors are one trend. */
const sameAuthors = 0.6;
const parts = 12;

export interface TrendCounter {
  /** A post that is new: no repost, and nothing that another said before. Times may go back. */
  add(post: Post): void;
  /** `examples` are as they were said; whoever shows them looks whether they are still there. */
  trends(ask: TrendAsk, nowMs: number): TrendAnswer;
}

export function createTrendCounter(): TrendCounter {
  return new Counter();
}

class Counter implements TrendCounter {
  readonly #tracked = new Map<string, TrackedTerm>();
  readonly #languages = new Map<string, number>([["", 0]]);
  #sketch = new Uint8Array(sketchCells);
  #pairs = new Uint8Array(sketchCells * 2);
  #hour = 0;
  #sinceMs: number | null = null;

  add(post: Post): void {
    const second = Math.floor(post.arrivedAtMs / 1000);
    this.#sinceMs = Math.min(this.#sinceMs ?? post.arrivedAtMs, post.arrivedAtMs);
    this.#turnHour(Math.floor(second / 3_600));
    const author = hashText(`${post.source} ${post.author.id}`, 11);
    const language = this.#languageNumber(post.language);
    for (const term of termsOf(textTokens(post.text))) {
      let tracked = this.#tracked.get(term);
      if (tracked === undefined) {
        if (this.#countAuthors(term, author) < trackFrom) continue;
        tracked = this.#track(term, second);
      }
      tracked.mention(second, author, language, post);
    }
  }

  trends(ask: TrendAsk, nowMs: number): TrendAnswer {
    const countedSinceMs = Math.min(this.#sinceMs ?? nowMs, nowMs);
    const found: { trend: Trend; authors: Set<number>; deviation: number }[] = [];
    const language = ask.language === "" ? 0 : this.#languages.get(ask.language);
    if (language === undefined) return { trends: [], asOfMs: nowMs, countedSinceMs };
    for (const term of this.#tracked.values()) {
      const one = this.#trendOf(term, ask, language, nowMs);
      if (one !== null) found.push(one);
    }
    found.sort((a, b) => b.deviation - a.deviation || b.trend.term.length - a.trend.term.length);
    const merged: typeof found = [];
    for (const one of found) {
      const same = merged.find(({ authors }) => overlap(authors, one.authors) >= sameAuthors);
      if (same === undefined) merged.push(one);
      else if (one.trend.term.length > same.trend.term.length && covers(one.trend.term, same.trend.term))
        same.trend = { ...same.trend, term: one.trend.term, query: one.trend.query };
      if (merged.length > ask.limit * 2) break;
    }
    return { trends: merged.slice(0, ask.limit).map(({ trend }) => trend), asOfMs: nowMs, countedSinceMs };
  }

  #trendOf(term: TrackedTerm, { windowMs, language: name }: TrendAsk, language: number, nowMs: number) {
    const now = Math.floor(nowMs / 1000);
    const seconds = windowMs / 1000;
    if (term.lastSecond < now - seconds) return null;
    const authors = new Set<number>();
    const byPart = Array.from({ length: parts }, () => new Set<number>());
    let posts = 0;
    let begun = now;
    for (const { second, author } of term.ring.since(now - seconds, language)) {
      posts++;
      authors.add(author);
      begun = second;
      byPart[
        Math.max(0, Math.min(parts - 1, Math.floor(((second - (now - seconds)) * parts) / seconds)))
      ]!.add(author);
    }
    // What the ring has forgotten of the window is told by the buckets, less those who came again.
    const scale =
      term.ring.forgottenBefore > now - seconds
        ? Math.max(1, (term.sum(now, seconds) / Math.max(1, posts)) * 1)
        : 1;
    const people = Math.round(authors.size * scale);
    if (people < authorsMin) return null;
    const before = term.expected(now, seconds) ?? 0;
    const share = language === 0 ? 1 : posts / Math.max(1, [...term.ring.since(now - seconds, 0)].length);
    const expected = before * share + biasAuthors;
    const deviation = (people - expected) / Math.sqrt(expected);
    if (deviation < deviationsMin) return null;
    const spelling = term.spelling();
    const trend: Trend = {
      term: spelling,
      query: spelling.includes(" ") ? `"${spelling}"` : spelling,
      language: name,
      posts: Math.round(posts * scale),
      authors: people,
      factor: Math.round((people / expected) * 10) / 10,
      burstSinceMs: burstStart(byPart, begun, now, seconds) * 1000,
      series: byPart.map((part) => part.size),
      examples: term.examples(name).slice(0, 3),
    };
    return { trend, authors, deviation };
  }

  #track(term: string, second: number): TrackedTerm {
    if (this.#tracked.size >= trackedMax) this.#forgetQuiet();
    const known = this.#sinceMs === null ? second : Math.floor(this.#sinceMs / 1000);
    // Before it was tracked it was rarer than that, which is as good as nothing.
    const tracked = new TrackedTerm(term, Math.min(known, second));
    this.#tracked.set(term, tracked);
    return tracked;
  }

  /** The tenth that was quiet for longest. */
  #forgetQuiet(): void {
    const quiet = [...this.#tracked.values()].sort((a, b) => a.lastSecond - b.lastSecond);
    for (const { text } of quiet.slice(0, Math.ceil(trackedMax / 10))) this.#tracked.delete(text);
  }

  /** How many authors used the term in this hour, about; an author who comes again is not counted again. */
  #countAuthors(term: string, author: number): number {
    const cell = hashText(term, 5) % sketchCells;
    const pair = (hashText(term, 6) ^ author) >>> 0;
    const bit = pair % (sketchCells * 16);
    const seen = (this.#pairs[bit >>> 3]! >>> (bit & 7)) & 1;
    if (seen === 0) {
      this.#pairs[bit >>> 3]! |= 1 << (bit & 7);
      if (this.#sketch[cell]! < 255) this.#sketch[cell]!++;
    }
    return this.#sketch[cell]!;
  }

  #turnHour(hour: number): void {
    if (hour <= this.#hour) return;
    this.#hour = hour;
    this.#sketch.fill(0);
    this.#pairs.fill(0);
  }

  #languageNumber(language: string): number {
    let number = this.#languages.get(language);
    if (number === undefined) {
      number = Math.min(255, this.#languages.size);
      if (number < 255) this.#languages.set(language, number);
    }
    return number;
  }
}

/** The first part of the window from which on every part has more people than half the busiest; a two-state rule after Kleinberg (KDD 2002). */
function burstStart(
  byPart: readonly ReadonlySet<number>[],
  begun: number,
  now: number,
  seconds: number,
): number {
  const most = Math.max(...byPart.map(({ size }) => size));
  const first = byPart.findIndex(({ size }) => size * 4 >= most);
  const start = now - seconds + (first * seconds) / parts;
  return Math.floor(Math.max(start, begun));
}

function overlap(a: ReadonlySet<number>, b: ReadonlySet<number>): number {
  const [few, many] = a.size < b.size ? [a, b] : [b, a];
  let common = 0;
  for (const each of few) if (many.has(each)) common++;
  return common / Math.max(1, many.size);
}

function covers(longer: string, shorter: string): boolean {
  return longer.toLowerCase().includes(shorter.toLowerCase());
}
