import type { Post, PostHit, SearchAnswer } from "@grok/posts";
import { isAddressedToAssistants } from "./addressed-to-assistants.ts";
import { holdsAnswer } from "./answer-type.ts";
import { isDoubtful } from "./doubt-and-denial.ts";
import type { PostAsk } from "./post-ask.ts";
import { foldSpace, postSentences } from "./post-sentences.ts";
import {
  coverOf,
  creditsOf,
  holdsWord,
  type ReadText,
  type SoughtWord,
  soughtWords,
} from "./sought-words.ts";
import { termsOf } from "./terms.ts";

/** Something that a post says, and how well it answers. */
export interface Passage {
  readonly post: Post;
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
/** Asked who did a thing, or whether it was done, what is done matters as much as the names. */
const needsDeed: ReadonlySet<PostAsk["type"]> = new Set(["yes-no", "who"]);
const deedMin = 0.6;
/** A post that holds less of what is asked about has no passage that answers. */
const postCoverMin = 0.3;
const freshHalfMs = 12 * 3_600_000;
const quoteUnitsMax = 280;
/** An article says at its beginning what it is about, and a reply does not wait for the rest to be read. */
const unitsRead = 2_000;

/** Every passage of the hits that could be quoted, best first. Posts that speak to assistants have none. */
export function passagesOf(
  ask: PostAsk,
  answer: Pick<SearchAnswer, "hits" | "posts" | "wordPosts">,
  nowMs: number,
): readonly Passage[] {
  const read = answer.hits
    .filter(({ post }) => !isAddressedToAssistants(post.text))
    .map((hit) => ({ hit, whole: readPost(hit.post) }));
  const words = soughtWords(
    ask.words,
    answer,
    read.map(({ whole }) => whole.signed),
  );
  const asked = new Set([...ask.words.flatMap(({ terms }) => terms), ...termsOf(ask.question)]);
  return read
    .flatMap(({ hit, whole }) => passagesIn(hit, whole, ask, words, asked, nowMs))
    .sort((a, b) => b.score - a.score || b.post.createdAtMs - a.post.createdAtMs);
}

interface ReadPost {
  readonly said: ReadText;
  /** With who said it: what somebody is called is no word about a thing, but may be the name that was asked for. */
  readonly signed: ReadText;
}

function readPost({ text, author }: Post): ReadPost {
  const said = read(text.slice(0, unitsRead).toWellFormed());
  const by = termsOf(`${wholeHandles(`@${author.handle}`)} ${author.name}`);
  return { said, signed: { text: said.text, terms: new Set([...said.terms, ...by]) } };
}

function passagesIn(
  hit: PostHit,
  { said, signed }: ReadPost,
  ask: PostAsk,
  words: readonly SoughtWord[],
  asked: ReadonlySet<string>,
  nowMs: number,
): Passage[] {
  const { post } = hit;
  const named = creditsOf(words, signed);
  const around = creditsOf(words, said).map((credit, at) =>
    words[at]?.word.isName ? (named[at] ?? 0) : credit,
  );
  if (coverOf(words, around) < postCoverMin) return [];
  const isOnTopic = namesAreThere(words, signed) && deedIsThere(words, around, ask);
  const folded = foldSpace(said.text);
  const sentences = postSentences(said.text);
  const plus = standing(hit, nowMs);
  return sentences.map((sentence, at): Passage => {
    const alone = read(sentence);
    const before = sentences[at - 1] ?? "";
    const withBefore = `${before} ${sentence}`;
    const mayJoin =
      covers(words, alone) < 0.5 &&
      before !== "" &&
      withBefore.length <= quoteUnitsMax &&
      folded.includes(withBefore);
    const joined = mayJoin ? read(withBefore) : alone;
    // An answer whose subject stands in the sentence before is quoted with it.
    const quoted = covers(words, joined) > covers(words, alone) ? joined : alone;
    const own = creditsOf(words, quoted);
    const cover = coverOf(
      words,
      own.map((credit, place) => Math.max(credit, contextWeight * (around[place] ?? 0))),
    );
    const holds = holdsAnswer(ask.type, sentence, asked);
    const isQuestion = /[?？]["”’)]*$/.test(sentence) && !/, ?(?:really|right|no|huh|eh)\?$/i.test(sentence);
    return {
      post,
      quote: quoted.text,
      terms: quoted.terms,
      cover,
      isOnTopic,
      answers: holds && !isQuestion,
      score:
        cover +
        (holds ? 0.3 : 0) +
        plus -
        (isQuestion ? 0.6 : 0) -
        (isDoubtful(sentence) && !isDoubtful(ask.question) ? 0.12 : 0),
    };
  });
}

function read(text: string): ReadText {
  return { text, terms: new Set(termsOf(wholeHandles(text))) };
}

/** Handles as one word each, without their server: who is called "mill-ferry" says nothing of a ferry. */
function wholeHandles(text: string): string {
  return text.replace(
    /(?<=^|[^\p{L}\p{N}])@([\p{L}\p{M}\p{N}_-]+)(?:[.@][\p{L}\p{N}-]+)*/gu,
    (_, label: string) => label.replace(/[-_]/g, ""),
  );
}

function covers(words: readonly SoughtWord[], text: ReadText): number {
  return coverOf(words, creditsOf(words, text));
}

/** All names that were asked for; of several one may be missing. */
function namesAreThere(words: readonly SoughtWord[], whole: ReadText): boolean {
  const names = words.filter(({ word }) => word.isName);
  const held = names.filter(({ word }) => holdsWord(word, whole)).length;
  return held === names.length || (names.length > 1 && held >= names.length - 1);
}

function deedIsThere(words: readonly SoughtWord[], credits: readonly number[], ask: PostAsk): boolean {
  if (!needsDeed.has(ask.type)) return true;
  const rest = words.flatMap(({ word }, at) => (word.isName || word.isKind ? [] : [{ word, at }]));
  // German writes what is spoken of with a capital, and what it does without.
  const small = ask.language === "de" ? rest.filter(({ word }) => /^\p{Ll}/u.test(word.text)) : [];
  const deeds = (small.length > 0 ? small : rest).map(({ at }) => credits[at] ?? 0);
  return deeds.filter((credit) => credit > 0).length >= deedMin * deeds.length;
}

/** What age, other authors, engagement and signs of spam add to a passage of `hit`. */
function standing({ post, copyAuthors, spam }: PostHit, nowMs: number): number {
  const { likes, reposts } = post.engagement;
  return (
    0.15 * 2 ** (-Math.max(0, nowMs - post.createdAtMs) / freshHalfMs) +
    0.06 * Math.log(Math.max(1, copyAuthors)) +
    Math.min(0.12, 0.02 * Math.log(1 + likes + 2 * reposts)) -
    0.15 * Math.min(3, spam.length)
  );
}
