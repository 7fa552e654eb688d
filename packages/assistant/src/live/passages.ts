import type { Post, PostHit, SearchAnswer } from "@grok/posts";
import { foldText } from "@grok/posts";
import { isAddressedToAssistants } from "./addressed-to-assistants.ts";
import { holdsAnswer } from "./answer-type.ts";
import type { AskedWord } from "./asked-words.ts";
import { isDoubtful } from "./doubt-and-denial.ts";
import type { PostAsk } from "./post-ask.ts";
import { foldSpace, postSentences } from "./post-sentences.ts";
import { termsOf } from "./terms.ts";

/** Something that a post says, and how well it answers. */
export interface Passage {
  readonly post: Post;
  readonly copyAuthors: number;
  /** Word for word, a part of the post's text with its white space folded. */
  readonly quote: string;
  readonly terms: ReadonlySet<string>;
  /** 0 to 1: how much of what is asked about the post holds, rare words counting more. */
  readonly cover: number;
  /** Has all names that were asked for, but for one of several. */
  readonly isOnTopic: boolean;
  /** Has what this type of question asks for. */
  readonly answers: boolean;
  readonly score: number;
}

/** What stands in the post but not in the passage itself counts a little less. */
const contextWeight = 0.75;
/** Pairs of neighbours shift with every particle; so many of a word's make the word. */
const pairsMin = 0.6;
const freshHalfMs = 12 * 3_600_000;
const quoteUnitsMax = 280;

/** Every passage of the hits that could be quoted, best first. Posts that speak to assistants have none. */
export function passagesOf(
  ask: PostAsk,
  answer: Pick<SearchAnswer, "hits" | "posts" | "wordPosts">,
  nowMs: number,
): readonly Passage[] {
  const hits = answer.hits.filter(({ post }) => !isAddressedToAssistants(post.text));
  const weights = wordWeights(ask.words, { ...answer, hits });
  const asked = new Set([...ask.words.flatMap(({ terms }) => terms), ...termsOf(ask.question)]);
  return hits
    .flatMap((hit) => passagesIn(hit, ask, weights, asked, nowMs))
    .sort((a, b) => b.score - a.score || b.post.createdAtMs - a.post.createdAtMs);
}

/** log(1 + N / df) of every word: of the index as a whole where it told, else of the hits. */
function wordWeights(
  words: readonly AskedWord[],
  { hits, posts, wordPosts }: Pick<SearchAnswer, "hits" | "posts" | "wordPosts">,
): readonly number[] {
  const told = new Map(wordPosts.map(({ word, posts: holding }) => [foldText(word), holding]));
  const texts = hits.map(({ post }) => new Set(termsOf(post.text)));
  return words.map((word) => {
    const holding = told.get(foldText(word.text)) ?? texts.filter((terms) => shareOf(word, terms) > 0).length;
    return Math.log(1 + Math.max(posts, hits.length, 1) / Math.max(holding, 0.5));
  });
}

function passagesIn(
  hit: PostHit,
  ask: PostAsk,
  weights: readonly number[],
  asked: ReadonlySet<string>,
  nowMs: number,
): Passage[] {
  const { post } = hit;
  const all = new Set([...termsOf(post.text), ...termsOf(`${post.author.handle} ${post.author.name}`)]);
  const names = ask.words.filter((word) => word.isName);
  const held = names.filter((word) => shareOf(word, all) >= pairsMin).length;
  const isOnTopic =
    names.length === 0 || held === names.length || (names.length > 1 && held >= names.length - 1);
  const folded = foldSpace(post.text);
  const sentences = postSentences(post.text);
  const plus =
    0.15 * 2 ** (-Math.max(0, nowMs - post.createdAtMs) / freshHalfMs) +
    0.06 * Math.log(Math.max(1, hit.copyAuthors)) +
    Math.min(0.12, 0.02 * Math.log(1 + post.engagement.likes + 2 * post.engagement.reposts)) -
    0.15 * Math.min(3, hit.spam.length);
  return sentences.map((sentence, at): Passage => {
    const own = new Set(termsOf(sentence));
    const inOwn = coverOf(ask.words, weights, own, own);
    const before = sentences[at - 1];
    const joined = before === undefined ? "" : `${before} ${sentence}`;
    // An answer whose subject stands in the sentence before is quoted with it.
    const isJoined =
      inOwn < 0.5 &&
      joined !== "" &&
      joined.length <= quoteUnitsMax &&
      folded.includes(joined) &&
      coverOf(ask.words, weights, new Set(termsOf(joined)), own) > inOwn;
    const quote = isJoined ? joined : sentence;
    const cover = coverOf(ask.words, weights, isJoined ? new Set(termsOf(quote)) : own, all);
    const answers = holdsAnswer(ask.type, sentence, asked);
    const isQuestion = /[?？]["”’)]*$/.test(sentence);
    return {
      post,
      copyAuthors: hit.copyAuthors,
      quote,
      terms: new Set(termsOf(quote)),
      cover,
      isOnTopic,
      answers: answers && !isQuestion,
      score:
        cover +
        (answers ? 0.3 : 0) +
        plus -
        (isQuestion ? 0.6 : 0) -
        (isDoubtful(sentence) && !isDoubtful(ask.question) ? 0.12 : 0),
    };
  });
}

/** The weight of the asked words that `own` holds, and of those that only `all` does, against that of all. */
function coverOf(
  words: readonly AskedWord[],
  weights: readonly number[],
  own: ReadonlySet<string>,
  all: ReadonlySet<string>,
): number {
  if (words.length === 0) return 1;
  let [covered, whole] = [0, 0];
  for (const [at, word] of words.entries()) {
    const weight = weights[at] ?? 1;
    whole += weight;
    covered += weight * Math.max(credit(word, own), contextWeight * credit(word, all));
  }
  return covered / whole;
}

function credit(word: AskedWord, terms: ReadonlySet<string>): number {
  const share = shareOf(word, terms);
  return share >= pairsMin ? share : 0;
}

/** How many of a word's terms are there, 0 to 1. */
function shareOf({ terms: wanted }: AskedWord, terms: ReadonlySet<string>): number {
  return wanted.filter((term) => terms.has(term)).length / wanted.length;
}
