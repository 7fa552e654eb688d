import type { Citation } from "@grok/conversation";
import type { ChatMessage } from "@grok/model";
import type { PostQuery, SearchAnswer } from "@grok/posts";
import { detectLanguage } from "../language.ts";
import { beginWriting, endWriting, isGoodWriting, tellsBothSides, writeOn } from "./checked-writing.ts";
import { choosePosts, type PostChoice } from "./choose-posts.ts";
import { joinAnswers } from "./join-answers.ts";
import { needsPosts } from "./needs-posts.ts";
import { type PostAsk, readPostAsk } from "./post-ask.ts";
import { firstQuery, typedQuery, widerQuery } from "./post-query.ts";
import { withPosts } from "./posts-prompt.ts";
import { footer, noPostAnswers, type PostTelling, quotePosts, stale } from "./quote-posts.ts";

export interface PostQuestion {
  /** What a person asked, oldest first; the last is to be answered. */
  readonly questions: readonly string[];
  /** Whether posts are read whatever is asked. Otherwise only where the question needs them. */
  readonly required: boolean;
  readonly nowMs: number;
  /** IANA name of the zone in which the answer tells times. */
  readonly timeZone: string;
}

/** How a model that can rephrase puts posts in its own words. */
export interface PostRewording {
  /** The conversation, which ends with the question. */
  readonly messages: readonly ChatMessage[];
  /** What the model writes to these messages; null where it fails. */
  write(messages: readonly ChatMessage[]): Promise<string | null>;
}

/** What posts say: word for word as they stand, or in a model's words that they bear out. */
export interface PostAnswer {
  /** Markdown with marks "[1]". */
  readonly text: string;
  readonly citations: readonly Citation[];
}

/**
 * Answers from posts: code makes the query, chooses and quotes; with `rewording` a model puts it in its words, of which
 * only sentences stand that the posts bear out. Null where the question needs no posts, and where none answers and a
 * model may know. `search` hears each query also as it could be typed.
 */
export async function answerFromPosts(
  { questions, required, nowMs, timeZone }: PostQuestion,
  search: (query: PostQuery, typed: string) => Promise<SearchAnswer>,
  rewording?: PostRewording,
): Promise<PostAnswer | null> {
  const question = questions.at(-1) ?? "";
  const need = required ? "asked" : needsPosts(question, questions.at(-2));
  if (need === "no") return null;
  const ask = readPostAsk(questions, nowMs, timeZone);
  if (ask.words.length === 0 && need !== "asked") return null;
  const first = firstQuery(ask, nowMs);
  let answer = await search(first, typedQuery(first));
  const wider = widerQuery(ask, first);
  if (wider !== null) answer = joinAnswers(answer, await search(wider, typedQuery(wider)));
  const language = detectLanguage(question) === "zh" ? "zh" : "en";
  const telling = { language, timeZone, nowMs } as const;
  const choice = choosePosts(ask, answer, nowMs, need);
  if (choice !== null)
    return (
      (rewording && (await reworded(rewording, ask, choice, answer, telling))) ??
      quotePosts(ask, choice, answer, telling)
    );
  return need === "likely" ? null : { text: noPostAnswers(answer, telling), citations: [] };
}

/** Null where the model's words cannot stand. */
async function reworded(
  { messages, write }: PostRewording,
  ask: PostAsk,
  choice: PostChoice,
  answer: SearchAnswer,
  telling: PostTelling,
): Promise<PostAnswer | null> {
  const written = await write(withPosts(messages, choice, telling));
  if (written === null) return null;
  const begun = writeOn(beginWriting(ask.question, choice.offered, telling), written);
  const { writing, text } = endWriting(begun.writing);
  if (!isGoodWriting(writing) || !tellsBothSides(writing, choice)) return null;
  const said = [...stale(choice, telling), `${begun.text}${text}`, footer(ask, answer, telling)];
  return { text: said.join("\n\n"), citations: writing.citations };
}
