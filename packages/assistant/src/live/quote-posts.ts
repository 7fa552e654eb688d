import type { Citation } from "@grok/conversation";
import type { SearchAnswer } from "@grok/posts";
import type { PostChoice } from "./choose-posts.ts";
import { escapeMarkdown, shownHandle } from "./escape-markdown.ts";
import { clockText } from "./local-time.ts";
import type { Passage } from "./passages.ts";
import type { PostAsk } from "./post-ask.ts";
import { chinesePostWords, englishPostWords, type PostWords } from "./post-words.ts";

/** Where and how a reply from posts is told. */
export interface PostTelling {
  readonly language: "en" | "zh";
  readonly timeZone: string;
  readonly nowMs: number;
}

export interface QuotedAnswer {
  readonly text: string;
  readonly citations: readonly Citation[];
}

/** The age from which a quotation says when it was posted. */
const recentMs = 3_600_000;

/** The answer in the posts' own words: who says what, with marks "[1]", as of when. Markdown. */
export function quotePosts(
  ask: PostAsk,
  choice: PostChoice,
  answer: SearchAnswer,
  telling: PostTelling,
): QuotedAnswer {
  const words = postWords(telling.language);
  const { passages, kind } = choice;
  const lines =
    passages.length === 1
      ? [spoken(passages[0]!, telling)]
      : [
          { differ: words.differ, talk: words.talk, one: words.report }[kind],
          passages
            .map((passage, at) => `- ${quoted(passage, words)}${byline(passage, telling)} [${at + 1}]`)
            .join("\n"),
        ];
  return {
    text: [...stale(choice, telling), ...lines, footer(ask, answer, telling)].join("\n\n"),
    citations: passages.map((passage, at) => citationOf(passage, at + 1)),
  };
}

/** That no post answers, and how far was looked. */
export function noPostAnswers(answer: SearchAnswer, { language, timeZone, nowMs }: PostTelling): string {
  const words = postWords(language);
  if (answer.posts === 0) return words.nothingAtAll;
  const clock = (ms: number) => clockText(ms, nowMs, timeZone, language);
  return words.nothing(clock(answer.searchedBackToMs), clock(answer.asOfMs));
}

export function postWords(language: "en" | "zh"): PostWords {
  return language === "zh" ? chinesePostWords : englishPostWords;
}

/** `passage` as the reply keeps it under `number`. */
export function citationOf({ post, quote }: Passage, number: number): Citation {
  return {
    number,
    source: post.source,
    sourceId: post.id,
    author: post.author.name,
    handle: post.author.handle,
    quote,
    url: post.url,
    postedAtMs: post.createdAtMs,
  };
}

/** One passage as a sentence of its own, with its mark: `@mira.example says: “…” [1]`. */
export function spoken(passage: Passage, telling: PostTelling, number = 1): string {
  const words = postWords(telling.language);
  const who = shownHandle(passage.post.author.handle) || words.someone;
  const when = postedAt(passage, telling);
  const speaker = when === "" ? who : `${who}${words.bracketed(when)}`;
  return `${words.said(speaker, quoted(passage, words))} [${number}]`;
}

/** The lines that say that the newest post is old; none where it is not. */
export function stale(choice: PostChoice, { language, nowMs }: PostTelling): readonly string[] {
  if (!choice.isStale) return [];
  const words = postWords(language);
  const newestMs = Math.max(...choice.passages.map(({ post }) => post.createdAtMs));
  return [words.old(words.age(Math.max(0, nowMs - newestMs)))];
}

function quoted({ quote }: Passage, words: PostWords): string {
  return words.quote(escapeMarkdown(quote));
}

function byline(passage: Passage, telling: PostTelling): string {
  const { author } = passage.post;
  const { bracketed } = postWords(telling.language);
  const clock = clockText(passage.post.createdAtMs, telling.nowMs, telling.timeZone, telling.language);
  const who = shownHandle(author.handle);
  return bracketed(who === "" ? clock : `${who}, ${clock}`);
}

function postedAt({ post }: Passage, { nowMs, timeZone, language }: PostTelling): string {
  return nowMs - post.createdAtMs < recentMs ? "" : clockText(post.createdAtMs, nowMs, timeZone, language);
}

/** As of when; and how many posts speak of it, where every one was counted and holds every word. */
export function footer(
  ask: PostAsk,
  answer: SearchAnswer,
  { language, timeZone, nowMs }: PostTelling,
): string {
  const words = postWords(language);
  const clock = (ms: number) => clockText(ms, nowMs, timeZone, language);
  const isCounted = answer.matchedIsExact && answer.complete && !answer.relaxed && answer.matched > 1;
  const [word, more] = ask.words;
  const sinceMs = Math.max(answer.searchedBackToMs, ask.time.sinceMs ?? 0);
  const told =
    isCounted && word !== undefined && more === undefined && !word.isPhrase && sinceMs > 0
      ? words.matched(answer.matched, escapeMarkdown(word.text), clock(sinceMs))
      : "";
  return [words.asOf(clock(answer.asOfMs)), told]
    .filter((each) => each !== "")
    .join(language === "zh" ? "" : " ");
}
