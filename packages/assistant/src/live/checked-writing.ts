import type { Citation } from "@grok/conversation";
import type { PostChoice } from "./choose-posts.ts";
import { escapeMarkdown } from "./escape-markdown.ts";
import type { Passage } from "./passages.ts";
import { foldSpace } from "./post-sentences.ts";
import { nothingWord } from "./posts-prompt.ts";
import { citationOf, type PostTelling, spoken } from "./quote-posts.ts";
import { checkSupport, withoutMarks } from "./support-check.ts";

// A model rewords posts sentence by sentence, and each sentence is checked before anybody sees it. One that the posts do
// not bear out gives way to the quotation it should have been.

export interface CheckedWriting {
  readonly question: string;
  readonly offered: readonly Passage[];
  readonly telling: PostTelling;
  /** Written, and not yet a whole sentence. */
  readonly waiting: string;
  /** Of posts cited so far, numbered in the order in which they are. */
  readonly citations: readonly Citation[];
  /** Places in `offered` of those, in the same order. */
  readonly cited: readonly number[];
  readonly supported: number;
  readonly refused: number;
  /** The model found no answer, and says so. */
  readonly foundNothing: boolean;
}

export interface WritingStep {
  readonly writing: CheckedWriting;
  /** Checked text that may be shown now, or "". */
  readonly text: string;
}

/** A model that writes on without an end of a sentence is not waited for. */
const waitingUnitsMax = 1_200;
const sentencesMax = 6;

/** A sentence with its marks, followed by the begin of something else. */
const sentenceEnd =
  /^[\s\S]*?(?:[.!?…]["”’)]?(?=[\s[【])|[。！？][”」]?|\n)(?:\s*[[【][\d\s,，、]{1,12}[\]】][.。]?)*(?=\s*[^\s[【])/u;

export function beginWriting(
  question: string,
  offered: readonly Passage[],
  telling: PostTelling,
): CheckedWriting {
  return {
    question,
    offered,
    telling,
    waiting: "",
    citations: [],
    cited: [],
    supported: 0,
    refused: 0,
    foundNothing: false,
  };
}

/** `writing` after `text` came from the model. */
export function writeOn(writing: CheckedWriting, text: string): WritingStep {
  return takeSentences({ ...writing, waiting: writing.waiting + text }, false);
}

/** Checks what is left, at the end of the model's answer. */
export function endWriting(writing: CheckedWriting): WritingStep {
  return takeSentences(writing, true);
}

/** Whether the model's sentences can stand: some do, and not more were refused than stood. */
export function isGoodWriting({ supported, refused, foundNothing }: CheckedWriting): boolean {
  return !foundNothing && supported > 0 && refused <= supported;
}

/** Where reports differ, one of them alone would mislead. */
export function tellsBothSides({ cited, offered }: CheckedWriting, choice: PostChoice | undefined): boolean {
  if (choice?.kind !== "differ") return true;
  return choice.passages.every((passage) => cited.some((at) => offered[at] === passage));
}

function takeSentences(begun: CheckedWriting, isEnd: boolean): WritingStep {
  let writing = begun;
  let shown = "";
  for (;;) {
    if (writing.foundNothing || writing.supported + writing.refused >= sentencesMax)
      return { writing: { ...writing, waiting: "" }, text: shown };
    const isStuck = writing.waiting.length > waitingUnitsMax;
    const whole = sentenceEnd.exec(writing.waiting)?.[0] ?? (isEnd || isStuck ? writing.waiting : "");
    if (whole === "") return { writing, text: shown };
    const step = takeSentence({ ...writing, waiting: writing.waiting.slice(whole.length) }, whole);
    writing = step.writing;
    shown += step.text;
  }
}

function takeSentence(writing: CheckedWriting, written: string): WritingStep {
  const sentence = foldSpace(written)
    .replace(/^(?:[-*•]|\d{1,2}[.)])\s+/, "")
    .replaceAll("**", "");
  if (!/[\p{L}\p{N}]/u.test(sentence)) return { writing, text: "" };
  if (withoutMarks(sentence).replace(/[^\p{L}]/gu, "") === nothingWord)
    return { writing: { ...writing, foundNothing: true }, text: "" };
  const support = checkSupport(sentence, writing.question, writing.offered);
  if (support.type === "supported") {
    let cited = writing;
    for (const { at, quote } of support.sources) cited = cite(cited, at, quote);
    const marks = support.sources.map(({ at }) => `[${numberOf(cited, at)}]`).join("");
    const text = `${separator(writing)}${escapeMarkdown(withoutMarks(sentence))} ${marks}`;
    return { writing: { ...cited, supported: writing.supported + 1 }, text };
  }
  const refused = { ...writing, refused: writing.refused + 1 };
  const passage = support.at === null ? undefined : writing.offered[support.at];
  if (support.at === null || passage === undefined || writing.cited.includes(support.at))
    return { writing: refused, text: "" };
  const cited = cite(refused, support.at, passage.quote);
  const number = numberOf(cited, support.at);
  return { writing: cited, text: `${separator(writing)}${spoken(passage, writing.telling, number)}` };
}

function cite(writing: CheckedWriting, at: number, quote: string): CheckedWriting {
  const passage = writing.offered[at];
  if (passage === undefined || writing.cited.includes(at)) return writing;
  const citation = citationOf({ ...passage, quote }, writing.citations.length + 1);
  return { ...writing, citations: [...writing.citations, citation], cited: [...writing.cited, at] };
}

function numberOf({ cited }: CheckedWriting, at: number): number {
  return cited.indexOf(at) + 1;
}

function separator({ citations }: CheckedWriting): string {
  return citations.length === 0 ? "" : " ";
}
