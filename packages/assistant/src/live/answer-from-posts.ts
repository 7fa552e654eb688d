import type { Citation } from "@grok/conversation";
import type { PostQuery, SearchAnswer } from "@grok/posts";
import { detectLanguage } from "../language.ts";
import { choosePosts } from "./choose-posts.ts";
import { joinAnswers } from "./join-answers.ts";
import { needsPosts } from "./needs-posts.ts";
import { readPostAsk } from "./post-ask.ts";
import { firstQuery, typedQuery, widerQuery } from "./post-query.ts";
import { noPostAnswers, quotePosts } from "./quote-posts.ts";

export interface PostQuestion {
  /** What a person asked, oldest first; the last is to be answered. */
  readonly questions: readonly string[];
  /** Whether posts are read whatever is asked. Otherwise only where the question needs them. */
  readonly required: boolean;
  readonly nowMs: number;
  /** IANA name of the zone in which the answer tells times. */
  readonly timeZone: string;
}

/** What the program itself says of posts, word for word as they stand. */
export interface PostAnswer {
  /** Markdown with marks "[1]". */
  readonly text: string;
  readonly citations: readonly Citation[];
}

/**
 * Answers from posts without a model: code makes the query, chooses and quotes. Null where the question needs no posts,
 * and where none answers and a model may know. `search` hears each query also as it could be typed.
 */
export async function answerFromPosts(
  { questions, required, nowMs, timeZone }: PostQuestion,
  search: (query: PostQuery, typed: string) => Promise<SearchAnswer>,
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
  if (choice !== null) return quotePosts(ask, choice, answer, telling);
  return need === "likely" ? null : { text: noPostAnswers(answer, telling), citations: [] };
}
