// What people begin to talk about. Every term of every post is counted in hashed tables, which know what is usual
// (`TermRates`); what is said twice as often is tracked by name, with its authors, over four windows.
// Memory is bounded: two tables of 6 MiB, and 2,048 terms that stay of at most 32 KiB, less where authors are few.

import type { TrendAnswer, TrendAsk } from "../live-index.ts";
import type { Post, PostRef, PostSource } from "../post.ts";
import { hashTerm } from "./hash-term.ts";
import { mergeTerms, type TermTrend } from "./merge-terms.ts";
import { SaidBefore } from "./said-before.ts";
import { TermScan } from "./scan-terms.ts";
import { stopWordsOf } from "./stop-words.ts";
import { TermRates } from "./term-rates.ts";
import { TrackedTerm } from "./tracked-term.ts";
import { TrackedWindow, Traffic } from "./tracked-window.ts";
import { trendOf } from "./trend-of-terms.ts";
import { trendWindows } from "./trend-windows.ts";

const minuteMs = 60_000;
const hourMs = 3_600_000;
/** Said this often in a minute or an hour, and more than usual, a term is tracked. */
const trackFromMinute = 4;
const trackFromHour = 6;
const trackedMax = 4_096;
/** After every minute, the strongest so many stay. */
const trackedKept = 2_048;
/** After ten minutes, what deviates less than this was tracked by chance. */
const weakMinutes = 10;
const worthMin = 2;
const authorsMin = 4;
const factorMin = 2;
/** In standard deviations. So many words are looked at so often that three would be reached by chance all the time. */
const scoreMin = 5;
/** More would never be shown, and merging compares all with all. */
const comparedMax = 200;
/** A clock that is this far behind the newest post was set back. */
const setBackMs = 120_000;

export interface TrendCounter {
  /**
   * In the order of arrival, as far as possible: what belongs to a minute that is over only teaches what is usual. Time
   * passes with posts alone, so asking for trends makes nothing late.
   */
  add(post: Post): void;
  /** A deleted post explains nothing any more. */
  forget(ref: PostRef): void;
  forgetAuthor(source: PostSource, authorId: string): void;
  /** Times that went back since the posts came make it begin anew. */
  trends(ask: TrendAsk, nowMs: number): TrendAnswer;
  /** Forgets every post. */
  clear(): void;
}

export function createTrendCounter(): TrendCounter {
  let state = new CountedTrends();
  return {
    add: (post) => state.add(post),
    forget: (ref) => state.forget(ref),
    forgetAuthor: (source, authorId) => state.forgetAuthor(source, authorId),
    trends(ask, nowMs) {
      if (nowMs < state.clockMs - setBackMs) state = new CountedTrends();
      return state.trends(ask, nowMs);
    },
    clear() {
      state = new CountedTrends();
    },
  };
}

/** Of one language. */
interface Speech {
  readonly language: string;
  readonly salt: number;
  readonly stopWords: ReadonlySet<number>;
  readonly traffic: readonly Traffic[];
}

class CountedTrends {
  clockMs = 0;
  #sinceMs: number | null = null;
  #minute = 0;
  readonly #minutes = new TermRates(minuteMs, hourMs, 2 ** 18);
  readonly #hours = new TermRates(hourMs, 24 * hourMs, 2 ** 18);
  readonly #terms = new Map<number, TrackedTerm>();
  readonly #speeches = new Map<string, Speech>();
  readonly #scan = new TermScan();
  readonly #said = new SaidBefore();
  readonly #parts = new Array<number>(trendWindows.length).fill(0);

  add(post: Post): void {
    if (post.repostOf !== "" || !(post.arrivedAtMs > 0)) return;
    const atMs = post.arrivedAtMs;
    if (this.#sinceMs === null || atMs < this.#sinceMs) this.#sinceMs = atMs;
    this.#advance(atMs);
    const speech = this.#speechOf(post.language);
    this.#scan.scan(post.text, speech.stopWords, speech.salt);
    const author = hashTerm(post.author.id);
    if (this.#said.add(this.#scan, author, atMs)) return;
    if (this.#hours.isOver(atMs)) this.#hours.addLate(this.#scan.keys, this.#scan.count, speech.salt, atMs);
    if (this.#minutes.isOver(atMs))
      this.#minutes.addLate(this.#scan.keys, this.#scan.count, speech.salt, atMs);
    else this.#count(post, speech, author);
  }

  #count(post: Post, speech: Speech, author: number): void {
    const { keys, starts, ends, count } = this.#scan;
    for (let window = 0; window < trendWindows.length; window++)
      speech.traffic[window]!.add(this.#parts[window]!);
    this.#minutes.addPost(speech.salt);
    this.#hours.addPost(speech.salt);
    for (let at = 0; at < count; at++) {
      const key = keys[at]!;
      const inMinute = this.#minutes.add(key, author);
      const inHour = this.#hours.add(key, author);
      const term = this.#terms.get(key) ?? this.#track(key, speech, inMinute, inHour);
      if (term === undefined) continue;
      for (let window = 0; window < trendWindows.length; window++)
        term.windows[window]!.add(author, this.#parts[window]!);
      term.add(post, starts[at]!, ends[at]!);
    }
  }

  /** Begins to track a term that is said more than usual. */
  #track(key: number, speech: Speech, inMinute: number, inHour: number): TrackedTerm | undefined {
    const isSudden =
      inMinute >= trackFromMinute && isUnusual(inMinute, this.#minutes.expected(key, speech.salt));
    const isMore = inHour >= trackFromHour && isUnusual(inHour, this.#hours.expected(key, speech.salt));
    if ((!isSudden && !isMore) || this.#terms.size >= trackedMax) return undefined;
    const short = this.#minutes.history(key, speech.salt);
    const long = this.#hours.history(key, speech.salt);
    // Until some whole hours are over, the minutes know more.
    const longest = long.ofPosts < short.ofPosts ? short : long;
    const windows = trendWindows.map(
      (window, at) =>
        new TrackedWindow(
          window,
          speech.traffic[at]!,
          this.#parts[at]!,
          window.ms < hourMs ? short : longest,
          (window.ms < hourMs ? inMinute : Math.max(inMinute, inHour)) - 1,
        ),
    );
    const term = new TrackedTerm(key, speech.language, windows, this.#minute);
    this.#terms.set(key, term);
    return term;
  }

  forget(ref: PostRef): void {
    for (const term of this.#terms.values()) term.forget(ref);
  }

  forgetAuthor(source: PostSource, authorId: string): void {
    for (const term of this.#terms.values()) term.forgetAuthor(source, authorId);
  }

  trends({ windowMs, language, limit }: TrendAsk, nowMs: number): TrendAnswer {
    const window = trendWindows.findIndex(({ ms }) => ms === windowMs);
    const part = Math.floor(Math.max(nowMs, this.clockMs) / trendWindows[window]!.partMs);
    const terms: TermTrend[] = [];
    for (const term of this.#terms.values()) {
      if (language !== "" && term.language !== language) continue;
      const trend = measure(term, window, part);
      if (trend !== null) terms.push(trend);
    }
    terms.sort((a, b) => b.score - a.score || a.term.key - b.term.key);
    const groups = mergeTerms(terms.slice(0, comparedMax), window, part);
    return {
      trends: groups.slice(0, limit).map((group) => trendOf(group, window, Math.max(nowMs, this.clockMs))),
      asOfMs: nowMs,
      countedSinceMs: this.#sinceMs ?? nowMs,
    };
  }

  /** Lets time pass up to `atMs`; never back. */
  #advance(atMs: number): void {
    if (atMs <= this.clockMs) return;
    this.clockMs = atMs;
    for (let at = 0; at < trendWindows.length; at++)
      this.#parts[at] = Math.floor(atMs / trendWindows[at]!.partMs);
    const minute = Math.floor(atMs / minuteMs);
    if (minute === this.#minute) return;
    this.#minute = minute;
    this.#minutes.advance(atMs);
    this.#hours.advance(atMs);
    for (const { traffic } of this.#speeches.values())
      for (let at = 0; at < trendWindows.length; at++) traffic[at]!.advance(this.#parts[at]!);
    this.#forgetWeak();
  }

  #forgetWeak(): void {
    for (const term of this.#terms.values()) {
      term.worth = 0;
      for (const [at, window] of term.windows.entries()) {
        const part = this.#parts[at]!;
        window.advance(part);
        term.worth = Math.max(term.worth, window.score(window.authorCount(part), part));
      }
      if (term.worth < worthMin && this.#minute > term.sinceMinute + weakMinutes)
        this.#terms.delete(term.key);
    }
    if (this.#terms.size <= trackedKept) return;
    const weakest = [...this.#terms.values()].sort((a, b) => a.worth - b.worth);
    for (const term of weakest.slice(0, this.#terms.size - trackedKept)) this.#terms.delete(term.key);
  }

  #speechOf(language: string): Speech {
    let speech = this.#speeches.get(language);
    if (speech === undefined) {
      const traffic = trendWindows.map(() => new Traffic());
      speech = {
        language,
        salt: hashTerm(`language ${language}`),
        stopWords: stopWordsOf(language),
        traffic,
      };
      this.#speeches.set(language, speech);
    }
    return speech;
  }
}

/** Null where the term is no trend in the window that ends with `part`. */
function measure(term: TrackedTerm, at: number, part: number): TermTrend | null {
  const window = term.windows[at]!;
  const authors = window.authorCount(part);
  if (authors < authorsMin) return null;
  const expected = window.expected(part);
  if (authors < expected * factorMin) return null;
  const score = window.score(authors, part);
  return score < scoreMin ? null : { term, authors, posts: window.postCount(part), expected, score };
}

/** Cheap, for it is asked of nearly every word: twice as often, and not by chance. */
function isUnusual(count: number, expected: number): boolean {
  return count > 2 * expected && count > expected + 3 * Math.sqrt(expected) + 1;
}
