import type { Post, PostHit, SearchAnswer } from "@grok/posts";
import { foldText } from "@grok/posts";
import { isAddressedToAssistants } from "./addressed-to-assistants.ts";
import { holdsAnswer } from "./answer-type.ts";
import type { AskedWord } from "./asked-words.ts";
import { isDoubtful, matterOf } from "./doubt-and-denial.ts";
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
  /** Has all names that were asked for, but for one of several; and most of what they are said to do, where that is asked. */
  readonly isOnTopic: boolean;
  /** Has what this type of question asks for. */
  readonly answers: boolean;
  readonly score: number;
}

/** What stands in the post but not in the passage itself counts a little less. */
const contextWeight = 0.75;
/** Pairs of neighbours shift with every particle; so many of a word's make the word, and so many something like it. */
const pairsMin = 0.6;
const somePairsMin = 0.34;
const kindWeight = 0.3;
/** Asked who did a thing, or whether it was done, what is done matters as much as the names. */
const needsDeed: ReadonlySet<PostAsk["type"]> = new Set(["yes-no", "who"]);
const deedMin = 0.6;
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
    const rarity = Math.log(1 + Math.max(posts, hits.length, 1) / Math.max(holding, 1));
    return word.isKind ? kindWeight * rarity : rarity;
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
  const others = ask.words.filter((word) => !word.isName && !word.isKind);
  const meant = others.filter((word) => credit(word, all, post.text) > 0).length;
  const isMeant = !needsDeed.has(ask.type) || meant >= deedMin * others.length;
  const isOnTopic = isMeant && (held === names.length || (names.length > 1 && held >= names.length - 1));
  const folded = foldSpace(post.text);
  const sentences = postSentences(post.text);
  const plus =
    0.15 * 2 ** (-Math.max(0, nowMs - post.createdAtMs) / freshHalfMs) +
    0.06 * Math.log(Math.max(1, hit.copyAuthors)) +
    Math.min(0.12, 0.02 * Math.log(1 + post.engagement.likes + 2 * post.engagement.reposts)) -
    0.15 * Math.min(3, hit.spam.length);
  return sentences.map((sentence, at): Passage => {
    const own = new Set(termsOf(sentence));
    const inOwn = coverOf(ask.words, weights, { terms: own, text: sentence });
    const before = sentences[at - 1];
    const joined = before === undefined ? "" : `${before} ${sentence}`;
    // An answer whose subject stands in the sentence before is quoted with it.
    const isJoined =
      inOwn < 0.5 &&
      joined !== "" &&
      joined.length <= quoteUnitsMax &&
      folded.includes(joined) &&
      coverOf(ask.words, weights, { terms: new Set(termsOf(joined)), text: joined }) > inOwn;
    const quote = isJoined ? joined : sentence;
    const terms = isJoined ? new Set(termsOf(quote)) : own;
    const cover = coverOf(ask.words, weights, { terms, text: quote }, { terms: all, text: post.text });
    const answers = holdsAnswer(ask.type, sentence, asked);
    const isQuestion = /[?？]["”’)]*$/.test(sentence) && !/, ?(?:really|right|no|huh|eh)\?$/i.test(sentence);
    return {
      post,
      copyAuthors: hit.copyAuthors,
      quote,
      terms,
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

interface ReadText {
  readonly terms: ReadonlySet<string>;
  readonly text: string;
}

/** The weight of the asked words that `own` holds, and of those that only `around` does, against that of all. */
function coverOf(
  words: readonly AskedWord[],
  weights: readonly number[],
  own: ReadText,
  around: ReadText | null = null,
): number {
  if (words.length === 0) return 1;
  let [covered, whole] = [0, 0];
  for (const [at, word] of words.entries()) {
    const weight = weights[at] ?? 1;
    const nearby = around === null ? 0 : contextWeight * credit(word, around.terms, around.text);
    whole += weight;
    covered += weight * Math.max(credit(word, own.terms, own.text), nearby);
  }
  return covered / whole;
}

/** How far a text speaks of `word`, 0 to 1; of its opposite as well, because "closed" answers whether it is open. */
function credit(word: AskedWord, terms: ReadonlySet<string>, text: string): number {
  const share = shareOf(word, terms);
  if (share >= pairsMin) return (1 + share) / 2;
  if (!word.isName && matterOf(word.text)?.(text)) return 1;
  return share >= somePairsMin ? share : 0;
}

/** How many of a word's terms are there, 0 to 1. */
function shareOf({ text, terms: wanted }: AskedWord, terms: ReadonlySet<string>): number {
  // A single ideograph stands in pairs, never alone.
  if (/^\p{Script=Han}$/u.test(text)) return [...terms].some((term) => term.includes(text)) ? 1 : 0;
  return wanted.filter((term) => terms.has(term)).length / wanted.length;
}
