import { foldText } from "@grok/posts";
import { detectLanguage } from "../language.ts";
import { type AnswerType, answerTypeOf } from "./answer-type.ts";
import { type AskedWord, askedWords } from "./asked-words.ts";
import { isBareFollowUp, pointsBack } from "./follow-up.ts";
import { type AskedTime, readTimeWords } from "./time-words.ts";

/** A question as far as posts are to answer it. */
export interface PostAsk {
  readonly question: string;
  /** BCP 47, or "". */
  readonly language: string;
  /** What an answer has to be about; none where the question is about everything ("what's happening?"). */
  readonly words: readonly AskedWord[];
  readonly type: AnswerType;
  readonly time: AskedTime;
}

/** Questions are read no further: what they are about stands at their ends. */
const unitsMax = 1_000;
/** A question of so few words of its own that points back is about what was asked before. */
const ownWordsMax = 2;
const questionsBackMax = 3;

/**
 * Reads the last of `questions` (oldest first). One that points back ("and in Poland?") borrows the words of the latest
 * question before that has any; a place that it names itself takes the place of the one there.
 */
export function readPostAsk(questions: readonly string[], nowMs: number, timeZone: string): PostAsk {
  const question = bothEnds((questions.at(-1) ?? "").trim());
  const own = questions.map(detectLanguage).findLast((found) => found !== "") ?? "";
  const language = detectLanguage(question) || own;
  const time = readTimeWords(question, nowMs, timeZone);
  const words = askedWords(time.rest, language);
  const type = answerTypeOf(question);
  const earlier = questions.slice(0, -1).slice(-questionsBackMax).reverse();
  if (words.length > ownWordsMax || !pointsBack(question)) return { question, language, words, type, time };
  for (const before of earlier) {
    const timeBefore = readTimeWords(bothEnds(before), nowMs, timeZone);
    const lent = askedWords(timeBefore.rest, detectLanguage(before) || language);
    if (lent.length === 0) continue;
    const keepsType = isBareFollowUp(question) && type === "open";
    return {
      question,
      language,
      words: joined(lent, words, before, question),
      type: keepsType ? answerTypeOf(before) : type,
      time: time.sinceMs === null && time.untilMs === null ? { ...time, ...window(timeBefore) } : time,
    };
  }
  return { question, language, words, type, time };
}

function window({ sinceMs, untilMs, freshMs }: AskedTime) {
  return { sinceMs, untilMs, freshMs };
}

/** The borrowed words and the own ones; of the borrowed, those that an own one of the same place replaces go. */
function joined(
  lent: readonly AskedWord[],
  own: readonly AskedWord[],
  before: string,
  question: string,
): readonly AskedWord[] {
  const replaced = new Set<AskedWord>();
  const isBare = isBareFollowUp(question);
  for (const word of own) {
    const slot = slotOf(word, question);
    const same = slot === "" ? undefined : lent.find((each) => slotOf(each, before) === slot);
    const names = lent.filter((each) => each.isName);
    // Of a single name, with something else to ask about, the own one takes the place.
    const last = names.length === 1 && lent.length > 1 ? names[0] : undefined;
    // Nothing tells a name in Chinese; what is spoken of stands first.
    const first = isBare && /^\p{Script=Han}/u.test(word.text) && lent.length > 1 ? lent[0] : undefined;
    const gone = same ?? (word.isName || isBare ? last : undefined) ?? first;
    if (gone !== undefined) replaced.add(gone);
  }
  const kept = lent.filter((word) => !replaced.has(word));
  const known = new Set(kept.map((word) => word.terms.join(" ")));
  const added = own.filter((word) => !known.has(word.terms.join(" ")));
  // What alone is new in a follow-up is what it is about.
  return [...kept, ...added.map((word) => (isBare ? { ...word, isName: true } : word))];
}

/** The word before, where it says in which part of a sentence a word stands: "in", "at", "for". */
function slotOf({ text }: AskedWord, question: string): string {
  const [folded, wanted] = [foldText(question), foldText(text)];
  const before = folded.slice(0, Math.max(0, folded.indexOf(wanted)));
  return /\b(in|at|for|from|to|near|with|against|by|of)(?: the)? $/.exec(before)?.[1] ?? "";
}

function bothEnds(text: string): string {
  if (text.length <= unitsMax) return text;
  return `${text.slice(0, unitsMax / 2)} ${text.slice(-unitsMax / 2)}`.toWellFormed();
}
