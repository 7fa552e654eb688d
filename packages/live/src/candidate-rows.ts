import { ftsQueryOf, type ParsedPostQuery, weightOf, wordScore } from "@grok/posts";
import type { BestRows } from "./best-rows.ts";
import type { OpenShard } from "./open-shard.ts";
import { numberOf, shardRowsMax } from "./post-number.ts";
import type { RowFacts } from "./row-facts.ts";

/** Rows that are listed of one shard, newest first: five milliseconds. */
const listedMax = 20_000;
/** Of words that stand beside rarer ones, at least so many; no more of those that are worth much less once rarer ones fill the list. */
const listedMin = 500;
const worthShareMin = 0.25;

/** BM25 of one word that stands once in a text of so many words and is worth 1. */
const byLength = Float64Array.from({ length: 256 }, (_, words) => wordScore([1], [1], words));

/** What every row that a list names holds of the query's words. */
interface List {
  readonly match: string | null;
  readonly idf: number;
}

/** Which rows hold words of the query, and about how well they would score. */
export class CandidateRows {
  readonly #query: ParsedPostQuery;
  readonly #nowMs: number;
  /** Rarest word first. */
  readonly #lists: readonly List[];
  /** What every match is worth besides. */
  readonly #base: number;
  /** Worth of the words that a row was listed under, by row; all zero between two shards. */
  readonly #worth: Float32Array;

  constructor(query: ParsedPostQuery, idfs: readonly number[], nowMs: number) {
    this.#query = query;
    this.#nowMs = nowMs;
    const { lists, base } = listsOf(query, idfs);
    this.#lists = lists;
    this.#base = base;
    this.#worth = lists.length > 1 ? sharedWorth : none;
  }

  /** `lookedDownTo`: rows above were all looked at; 0 where it was all of them. */
  offer(shard: OpenShard, best: BestRows, untilMs: number): { matched: number; lookedDownTo: number } {
    const [only, ...more] = this.#lists;
    if (more.length > 0) return this.#offerUnion(shard, best, untilMs);
    const rows = shard.matching(only!.match, Number.MAX_SAFE_INTEGER, listedMax);
    let matched = 0;
    for (const row of rows) matched += this.#offerRow(shard, row, this.#base + only!.idf, best);
    return { matched, lookedDownTo: rows.length < listedMax ? 0 : rows.at(-1)! };
  }

  /** Rows that hold any of several words: one list a word, so that what holds more of them, or rarer ones, leads. */
  #offerUnion(shard: OpenShard, best: BestRows, untilMs: number): { matched: number; lookedDownTo: number } {
    const found: number[] = [];
    let left = listedMax;
    let lookedDownTo = 0;
    for (const [at, { match, idf }] of this.#lists.entries()) {
      if (at > 0 && performance.now() >= untilMs) break;
      const leadsNothing = best.size + found.length >= best.most && idf < worthShareMin * this.#lists[0]!.idf;
      const most = leadsNothing
        ? listedMin
        : Math.max(listedMin, Math.ceil(left / (this.#lists.length - at)));
      const rows = shard.matching(match, Number.MAX_SAFE_INTEGER, most);
      left -= rows.length;
      // Of commoner words the newest are enough: alone they lead nothing, and beside a rarer one the exact score sees them.
      if (at === 0 && rows.length === most) lookedDownTo = rows.at(-1)!;
      for (const row of rows) {
        if (this.#worth[row] === 0) found.push(row);
        this.#worth[row]! += idf;
      }
    }
    let matched = 0;
    for (const row of found) {
      matched += this.#offerRow(shard, row, this.#base + this.#worth[row]!, best);
      this.#worth[row] = 0;
    }
    return { matched, lookedDownTo };
  }

  #offerRow(shard: OpenShard, row: number, worth: number, best: BestRows): 0 | 1 {
    const { facts } = shard;
    const { sinceMs, untilMs } = this.#query;
    if (!facts.isThere(row) || !shard.isBetween(row, sinceMs, untilMs)) return 0;
    best.offer(
      numberOf(shard.number, row),
      worth * byLength[facts.words(row)]! * weightOfRow(facts, row, this.#nowMs),
    );
    return 1;
  }
}

/** One for each alternative of the first clause that has several; else one for the whole query. */
function listsOf(query: ParsedPostQuery, idfs: readonly number[]): { lists: List[]; base: number } {
  let at = 0;
  const clauses = query.words.map((terms) => terms.map((term) => ({ term, idf: idfs[at++]! })));
  const open = clauses.find((terms) => terms.length > 1);
  const base = clauses.reduce(
    (sum, terms) => (terms === open ? sum : sum + Math.max(...terms.map(({ idf }) => idf))),
    0,
  );
  if (open === undefined)
    // Without words everything but words decides.
    return { lists: [{ match: ftsQueryOf(query), idf: clauses.length === 0 ? 1 : 0 }], base };
  const words = (term: (typeof open)[number]) =>
    clauses.map((terms) => (terms === open ? [term.term] : terms.map((each) => each.term)));
  const lists = open.map((each) => ({ match: ftsQueryOf({ ...query, words: words(each) }), idf: each.idf }));
  return { lists: lists.sort((a, b) => b.idf - a.idf), base };
}

const sharedWorth = new Float32Array(shardRowsMax);
const none = new Float32Array(0);

/** Used again and again: twenty thousand rows would else be as many objects. */
const weighed = { ageMs: 0, likes: 0, reposts: 0, quality: 1, copyAuthors: 1 };

function weightOfRow(facts: RowFacts, row: number, nowMs: number): number {
  weighed.ageMs = nowMs - facts.seconds(row) * 1000;
  weighed.likes = facts.reactions(row);
  weighed.quality = facts.quality(row);
  weighed.copyAuthors = facts.authors(row);
  return weightOf(weighed);
}
