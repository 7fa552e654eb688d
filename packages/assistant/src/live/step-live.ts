import type { Citation, LiveReading, RunEventBody } from "@grok/conversation";
import type { ModelPart } from "@grok/model";
import type { SearchAnswer } from "@grok/posts";
import { appendToBlock } from "../answer-blocks.ts";
import { askOrCount } from "../ask-model.ts";
import type { TurnEffect, TurnState, TurnStep } from "../turn.ts";
import { cancelledTurn, codeTurn, finishTurn } from "../turn-end.ts";
import {
  type CheckedWriting,
  endWriting,
  isGoodWriting,
  tellsBothSides,
  type WritingStep,
  writeOn,
} from "./checked-writing.ts";
import {
  beginLive,
  type LiveDecision,
  type LiveTurn,
  planFailed,
  planRead,
  postsFound,
  quotedInstead,
} from "./live-turn.ts";
import { footer, stale } from "./quote-posts.ts";

// The part of a turn that reads posts. It ends in an answer of the program's, in one that the model words under a check,
// or back on the ordinary way.

/** A wish for a search is a line; a model that writes on and on is not listened to. */
const planUnitsMax = 2_000;
/** The one block that checked text goes to, however the model splits its own. */
const block = "posts";

/** Begins to look for posts; null where the reply needs none. */
export function beginPostSearch(state: TurnState, language: "en" | "zh"): TurnStep | null {
  const live = beginLive(state.ask, language);
  if (live === null) return null;
  const told = { type: "notice", code: "searching-posts", message: "Looking through posts." } as const;
  return {
    state: { ...state, phase: "searching", live },
    effects: [...emits(told), { type: "search-posts", query: live.query }],
  };
}

/** What was found, or null where the index could not be asked. */
export function takePosts(state: TurnState, answer: SearchAnswer | null, atMs: number): TurnStep {
  const { live, phase, ask, messages } = state;
  if (phase !== "searching" || live === null) return { state, effects: [] };
  return decide(state, postsFound(live, answer, ask, messages), atMs);
}

/** A part of what the model writes while it is asked for another search. */
export function takePlanPart(state: TurnState, live: LiveTurn, part: ModelPart, atMs: number): TurnStep {
  const isLast = part.type === "finish" || part.type === "error";
  if (isLast && state.stoppedBy !== null) return cancelledTurn(state, null, atMs);
  if (part.type === "text-delta") {
    const plan = (live.plan + part.text).slice(0, planUnitsMax);
    return { state: { ...state, live: { ...live, plan } }, effects: [] };
  }
  if (part.type === "finish") return decide(state, planRead(live, atMs), atMs);
  if (part.type === "error") return decide(state, planFailed(live), atMs);
  return { state, effects: [] };
}

/** The model's stream broke off while it was asked for another search. */
export function losePlan(state: TurnState, atMs: number): TurnStep | null {
  if (state.phase !== "planning" || state.live === null) return null;
  return decide(state, planFailed(state.live), atMs);
}

/** A part of the model's rewording; null where the turn treats it like any other. */
export function takeReworded(state: TurnState, part: ModelPart, atMs: number): TurnStep | null {
  const writing = state.live?.writing ?? null;
  if (writing === null) return null;
  switch (part.type) {
    case "text-start":
    case "text-end":
      return { state, effects: [] };
    case "text-delta":
      return show(state, writing, writeOn(writing, part.text), atMs);
    case "finish": {
      if (state.stoppedBy !== null || part.reason === "cancelled") return null;
      const shown = show(state, writing, endWriting(writing), atMs);
      const ended = shown.state.live?.writing ?? writing;
      const stands = isGoodWriting(ended) && tellsBothSides(ended, state.live?.found?.choice);
      const step = stands ? closeReworded(shown.state, part, atMs) : quoteInstead(shown.state, atMs);
      return step && { state: step.state, effects: [...shown.effects, ...step.effects] };
    }
    case "error":
      return state.stoppedBy === null ? quoteInstead(state, atMs) : null;
    default:
      return null;
  }
}

/** Ends with the posts' own words where the model's cannot stand; null where no posts were found. */
export function quoteInstead(state: TurnState, atMs: number): TurnStep | null {
  const { live } = state;
  if (live?.found == null || live.writing === null) return null;
  const hasText = state.blocks.some(({ type, told }) => type === "text" && told !== "");
  const back: RunEventBody[] = hasText ? [{ type: "rewound", length: 0 }] : [];
  const step = decide({ ...state, blocks: [] }, quotedInstead(live), atMs);
  return { state: step.state, effects: [...emits(...back), ...step.effects] };
}

function decide(state: TurnState, decision: LiveDecision, atMs: number): TurnStep {
  switch (decision.type) {
    case "search":
      return {
        state: { ...state, phase: "searching", live: decision.live },
        effects: [{ type: "search-posts", query: decision.live.query }],
      };
    case "plan":
      return {
        state: { ...state, phase: "planning", live: decision.live },
        effects: [{ type: "ask", request: decision.request }],
      };
    case "tell": {
      const { told, reading } = decision;
      if (reading === null) return codeTurn(state, told.text, [], atMs);
      const step = codeTurn(citing(state, reading, told.citations), told.text, [], atMs);
      return {
        state: step.state,
        effects: [...emits({ type: "posts-read", reading, citations: told.citations }), ...step.effects],
      };
    }
    case "reword": {
      const { live, messages } = decision;
      const reading = live.found!.reading;
      // A line of the program's before the first sentence would stand between the question and who says it.
      const step = askOrCount(citing({ ...state, live, messages, opener: "" }, reading, []));
      return {
        state: step.state,
        effects: [...emits({ type: "posts-read", reading, citations: [] }), ...step.effects],
      };
    }
    case "ordinary":
      return askOrCount({ ...state, live: null });
  }
}

/** Shows checked text, telling first what it cites. */
function show(state: TurnState, before: CheckedWriting, step: WritingStep, atMs: number): TurnStep {
  const { writing, text } = step;
  const live = { ...state.live!, writing };
  if (text === "") return { state: { ...state, live }, effects: [] };
  const { found, telling } = live;
  const isFirst = before.citations.length === 0;
  const lead = isFirst
    ? stale(found!.choice, telling)
        .map((line) => `${line}\n\n`)
        .join("")
    : "";
  const { blocks, events } = appendToBlock(state.blocks, "text", block, `${lead}${text}`, atMs);
  const cites: RunEventBody[] =
    writing.citations.length > before.citations.length
      ? [{ type: "posts-read", reading: found!.reading, citations: writing.citations }]
      : [];
  return {
    state: {
      ...citing({ ...state, live }, found!.reading, writing.citations),
      blocks,
      firstTokenAtMs: state.firstTokenAtMs ?? atMs,
    },
    effects: emits(...cites, ...events),
  };
}

/** Ends with the model's words, and as of when they hold. The model's own tokens are those of another text. */
function closeReworded(
  state: TurnState,
  finish: Extract<ModelPart, { type: "finish" }>,
  atMs: number,
): TurnStep {
  const { ask, found, telling } = state.live!;
  const last = `\n\n${footer(ask, found!.answer, telling)}`;
  const { blocks, events } = appendToBlock(state.blocks, "text", block, last, atMs);
  const step = finishTurn(
    { ...state, blocks },
    { type: "finish", reason: "stop", usage: finish.usage },
    atMs,
  );
  return { state: step.state, effects: [...emits(...events), ...step.effects] };
}

function citing(state: TurnState, reading: LiveReading, citations: readonly Citation[]): TurnState {
  const { reply } = state.ask;
  const provenance = reply.provenance && { ...reply.provenance, live: reading };
  return { ...state, ask: { ...state.ask, reply: { ...reply, citations, provenance } } };
}

function emits(...events: readonly RunEventBody[]): readonly TurnEffect[] {
  return events.map((event) => ({ type: "emit", event }));
}
