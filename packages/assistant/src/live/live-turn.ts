import { type LiveReading, textOf } from "@grok/conversation";
import type { ChatMessage, GenerateRequest } from "@grok/model";
import type { PostQuery, SearchAnswer } from "@grok/posts";
import type { TurnAsk } from "../turn.ts";
import { beginWriting, type CheckedWriting } from "./checked-writing.ts";
import { choosePosts, type PostChoice } from "./choose-posts.ts";
import { joinAnswers } from "./join-answers.ts";
import { needsPosts } from "./needs-posts.ts";
import { type PostAsk, readPostAsk } from "./post-ask.ts";
import { firstQuery, typedQuery, widerQuery } from "./post-query.ts";
import { withPosts } from "./posts-prompt.ts";
import { noPostAnswers, type PostTelling, postWords, type QuotedAnswer, quotePosts } from "./quote-posts.ts";
import { readXSearch, xSearchQuery, xSearchRequest } from "./x-search-tool.ts";

// What a turn knows of posts: what is looked for, what was found, and what comes of it. Decisions alone; the turn does
// what they say.

export interface LiveTurn {
  readonly ask: PostAsk;
  /** `asked`: where no post answers, that is the answer; `likely`: then the model answers as ever. */
  readonly need: "asked" | "likely";
  readonly telling: PostTelling;
  /** The search that is on its way, or was last. */
  readonly query: PostQuery;
  readonly tried: readonly string[];
  /** Searches that the model has asked for. */
  readonly planned: number;
  /** What the model has written of such a search. */
  readonly plan: string;
  /** What code looked for first, which the counts of `last` are of. */
  readonly first: PostQuery;
  /** What the searches gave, all posts of them. */
  readonly last: SearchAnswer | null;
  readonly found: FoundPosts | null;
  /** While a model rewords what was found. */
  readonly writing: CheckedWriting | null;
}

export interface FoundPosts {
  readonly choice: PostChoice;
  readonly answer: SearchAnswer;
  readonly reading: LiveReading;
}

export type LiveDecision =
  | { readonly type: "search"; readonly live: LiveTurn }
  /** Ask the model for another search. */
  | { readonly type: "plan"; readonly live: LiveTurn; readonly request: GenerateRequest }
  /** The program itself answers. `reading` is null where nothing could be read. */
  | { readonly type: "tell"; readonly told: QuotedAnswer; readonly reading: LiveReading | null }
  | { readonly type: "reword"; readonly live: LiveTurn; readonly messages: readonly ChatMessage[] }
  /** The model answers without posts. */
  | { readonly type: "ordinary" };

/** Searches that a model may ask for, after those that code makes. */
const plannedMax = 2;

/** What to look for in posts for the reply of `ask`; null where they are not needed, wanted or there. */
export function beginLive(ask: TurnAsk, language: "en" | "zh"): LiveTurn | null {
  if (ask.live === "off" || !ask.postsAvailable || ask.source !== null || ask.kind === "continue")
    return null;
  const questions = ask.path.filter((node) => node.role === "user").map(textOf);
  const need = needsPosts(questions.at(-1) ?? "", questions.at(-2));
  if (need === "no" && ask.live === "auto") return null;
  const asked = readPostAsk(questions, ask.nowMs, ask.timeZone);
  // Nothing to look for, and nothing that asks for all there is.
  if (asked.words.length === 0 && need !== "asked" && ask.live === "auto") return null;
  const query = firstQuery(asked, ask.nowMs);
  return {
    ask: asked,
    need: need === "asked" || ask.live === "on" ? "asked" : "likely",
    telling: { language, timeZone: ask.timeZone, nowMs: ask.nowMs },
    query,
    first: query,
    tried: [typedQuery(query)],
    planned: 0,
    plan: "",
    last: null,
    found: null,
    writing: null,
  };
}

/** What the answer to the search of `begun` leads to; null: the index could not be asked. */
export function postsFound(
  begun: LiveTurn,
  given: SearchAnswer | null,
  { model }: TurnAsk,
  messages: readonly ChatMessage[],
): LiveDecision {
  const { ask, need, telling, last } = begun;
  const answer = given === null ? last : last === null ? given : joinAnswers(last, given);
  if (answer === null) {
    if (need === "likely") return { type: "ordinary" };
    const { notLooked } = postWords(telling.language);
    return { type: "tell", told: { text: notLooked, citations: [] }, reading: null };
  }
  const live = { ...begun, last: answer };
  // Posts that say the opposite say it in other words, so the wider search is made in any case.
  const wider = live.tried.length === 1 ? widerQuery(ask, live.query) : null;
  if (wider !== null) return { type: "search", live: lookingFor(live, wider) };
  const choice = choosePosts(ask, answer, telling.nowMs, need);
  const reading = readingOf(live.first, answer);
  if (choice !== null) {
    const found = { ...live, found: { choice, answer, reading } };
    if (!model.abilities.includes("rephrase"))
      return { type: "tell", told: quotePosts(ask, choice, answer, telling), reading };
    const writing = beginWriting(ask.question, choice.offered, telling);
    return { type: "reword", live: { ...found, writing }, messages: withPosts(messages, choice, telling) };
  }
  const plans = model.abilities.includes("plan") || model.abilities.includes("tools");
  if (plans && live.planned < plannedMax && answer.posts > 0)
    return {
      type: "plan",
      live: { ...live, planned: live.planned + 1, plan: "" },
      request: xSearchRequest(model, ask.question, live.tried),
    };
  return givenUp(live);
}

/** What the model's wish for another search leads to: the search, or an end where it is none or the same again. */
export function planRead(live: LiveTurn, nowMs: number): LiveDecision {
  const wish = readXSearch(live.plan);
  const query = wish && xSearchQuery(wish, nowMs);
  if (query === null || live.tried.includes(typedQuery(query))) return planFailed(live);
  return { type: "search", live: lookingFor(live, query) };
}

/** The model could not say what to look for. */
export function planFailed(live: LiveTurn): LiveDecision {
  return givenUp(live);
}

/** The answer in the posts' own words, where a model's could not stand. */
export function quotedInstead({ ask, found, telling }: LiveTurn): LiveDecision {
  if (found === null) return { type: "ordinary" };
  return { type: "tell", told: quotePosts(ask, found.choice, found.answer, telling), reading: found.reading };
}

function lookingFor(live: LiveTurn, query: PostQuery): LiveTurn {
  return { ...live, query, tried: [...live.tried, typedQuery(query)] };
}

function givenUp({ need, last, telling, first }: LiveTurn): LiveDecision {
  if (need === "likely" || last === null) return { type: "ordinary" };
  const told = { text: noPostAnswers(last, telling), citations: [] };
  return { type: "tell", told, reading: readingOf(first, last) };
}

function readingOf(query: PostQuery, answer: SearchAnswer): LiveReading {
  return {
    query: typedQuery(query),
    asOfMs: answer.asOfMs,
    postsMatched: answer.matched,
    searchedBackToMs: answer.searchedBackToMs,
    complete: answer.complete,
  };
}
