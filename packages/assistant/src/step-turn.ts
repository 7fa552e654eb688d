import { type RunEventBody, textOf } from "@grok/conversation";
import type { ModelPart } from "@grok/model";
import { appendToBlock, type BlockStep, closeBlock, leadWith, openBlock } from "./answer-blocks.ts";
import { askModel, askOrCount } from "./ask-model.ts";
import { answerByCode } from "./code-answers/answer-by-code.ts";
import { contextFullMessage, fitsContext } from "./context-budget.ts";
import { detectLanguage } from "./language.ts";
import { dropMarks } from "./live/drop-marks.ts";
import {
  beginPostSearch,
  losePlan,
  quoteInstead,
  takePlanPart,
  takePosts,
  takeReworded,
} from "./live/step-live.ts";
import { chooseOpener } from "./openers/choose-opener.ts";
import { buildPrompt } from "./prompt.ts";
import { failureOf, hasText, replyFailure } from "./reply-end.ts";
import { extractiveNote, extractiveSummary } from "./summary/extractive-summary.ts";
import { summaryPath } from "./summary/summary-path.ts";
import type { TurnAsk, TurnEffect, TurnInput, TurnState, TurnStep } from "./turn.ts";
import { brokenTurn, cancelledTurn, codeTurn, finishTurn } from "./turn-end.ts";

/** A wait for the model that readers are told of. */
const quietMsMax = 1_500;

/** Begins a reply: by code where that is right, else by asking the model once it is sure that the prompt fits. */
export function beginTurn(ask: TurnAsk): TurnStep {
  const { model, reply } = ask;
  const mode = reply.provenance?.mode ?? "regular";
  const messages = buildPrompt(ask.source === null ? ask.path : summaryPath(ask.path, ask.source), {
    model,
    mode,
    instructions: ask.instructions,
    generated: ask.generated,
    continued:
      ask.kind === "continue"
        ? { parts: reply.parts, generated: ask.generated.get(reply.editedFrom ?? "") ?? null }
        : null,
    timeZone: ask.timeZone,
  });
  const state: TurnState = {
    ask,
    phase: "counting",
    messages,
    blocks: [],
    start: null,
    firstTokenAtMs: null,
    opener: ask.kind === "continue" || ask.source !== null ? "" : chooseOpener({ ...ask, mode }),
    stoppedBy: null,
    waitTold: false,
    heldMark: "",
    live: null,
  };
  if (ask.kind !== "continue") {
    const mayWrite = model.abilities.includes("rephrase") && ask.source?.some((node) => hasText(node.parts));
    if (ask.source !== null && !mayWrite) return sumUp(state, ask.nowMs);
    const ready = ask.source === null ? readyAnswer(ask) : null;
    if (ready !== null) return codeTurn(state, ready, [], ask.nowMs);
  }
  const questions = ask.path.filter((node) => node.role === "user").map(textOf);
  return beginPostSearch(state, languageOf(questions)) ?? askOrCount(state);
}

/** What `input` makes of a turn. Inputs after the end change nothing, so a late part or a second stop is harmless. */
export function stepTurn(state: TurnState, input: TurnInput): TurnStep {
  if (state.phase === "ended") return { state, effects: [] };
  switch (input.type) {
    case "counted":
      return counted(state, input.count, input.atMs);
    case "part":
      return takePart(state, input.part, input.atMs);
    case "posts-found":
      return takePosts(state, input.answer, input.atMs);
    case "stop":
      return stop(state, input.by, input.atMs);
    case "stream-lost":
      if (state.stoppedBy !== null) return cancelledTurn(state, null, input.atMs);
      return (
        losePlan(state, input.atMs) ??
        quoteInstead(state, input.atMs) ??
        brokenTurn(
          state,
          replyFailure(
            "bad-answer",
            "The model's answer broke off without an end. Regenerate or continue it.",
          ),
          input.atMs,
        )
      );
    case "broken":
      return brokenTurn(state, replyFailure(input.code, input.message), input.atMs);
    case "time":
      return tellWait(state, input.atMs);
  }
}

function readyAnswer({ path, model, reply, pick }: TurnAsk): string | null {
  const questions = path.filter((node) => node.role === "user").map(textOf);
  return answerByCode(questions.at(-1) ?? "", {
    model,
    mode: reply.provenance?.mode ?? "regular",
    language: languageOf(questions),
    pick,
  });
}

/** Sums up by code, for models that would invent, and where the branch is longer than the model can hold. */
function sumUp(state: TurnState, atMs: number): TurnStep {
  const { path, source } = state.ask;
  const questions = path.filter((node) => node.role === "user").map(textOf);
  const { text, isExtract } = extractiveSummary(source ?? [], languageOf(questions));
  return codeTurn(state, text, isExtract ? [extractiveNote] : [], atMs);
}

function languageOf(questions: readonly string[]): "en" | "zh" {
  return questions.map(detectLanguage).findLast((found) => found !== "") === "zh" ? "zh" : "en";
}

function counted(state: TurnState, count: { tokens: number; exact: boolean } | null, atMs: number): TurnStep {
  if (state.phase !== "counting") return { state, effects: [] };
  const { contextTokens } = state.ask.model;
  // Where nobody can count, the engine decides: it refuses a prompt that does not fit, and cuts none.
  if (count === null || fitsContext(count.tokens, contextTokens)) return askModel(state);
  const quoted = quoteInstead(state, atMs);
  if (quoted !== null) return quoted;
  if (state.ask.source !== null && state.ask.kind !== "continue") return sumUp(state, atMs);
  return brokenTurn(state, replyFailure("context-full", contextFullMessage(count, contextTokens)), atMs);
}

function takePart(state: TurnState, part: ModelPart, atMs: number): TurnStep {
  if (state.phase === "planning" && state.live !== null) return takePlanPart(state, state.live, part, atMs);
  const reworded = takeReworded(state, part, atMs);
  if (reworded !== null) return reworded;
  switch (part.type) {
    case "start":
      return started(state, part);
    case "text-start":
      return grow(state, openBlock(state.blocks, "text", part.id, atMs), atMs);
    case "reasoning-start":
      return grow(state, openBlock(state.blocks, "reasoning", part.id, atMs), atMs);
    case "text-delta":
      return takeText(state, part.id, part.text, atMs);
    case "reasoning-delta":
      return grow(state, appendToBlock(state.blocks, "reasoning", part.id, part.text, atMs), atMs);
    case "text-end":
      return grow(state, closeBlock(state.blocks, "text", part.id, atMs), atMs);
    case "reasoning-end":
      return grow(state, closeBlock(state.blocks, "reasoning", part.id, atMs), atMs);
    case "finish":
      return finishTurn(state, part, atMs);
    case "error":
      if (state.stoppedBy !== null) return cancelledTurn(state, null, atMs);
      return brokenTurn(state, failureOf(part.error), atMs);
    default:
      // No tools are offered, so what a model writes to one goes nowhere.
      return { state, effects: [] };
  }
}

function takeText(state: TurnState, id: string, text: string, atMs: number): TurnStep {
  const { kind, reply } = state.ask;
  const isUncited = kind === "continue" && reply.citations.length > 0;
  const taken = isUncited ? dropMarks(state.heldMark, text) : { text, held: "" };
  const step = appendToBlock(state.blocks, "text", id, taken.text, atMs);
  return grow({ ...state, heldMark: taken.held }, step, atMs);
}

function started(state: TurnState, start: Extract<ModelPart, { type: "start" }>): TurnStep {
  const events: RunEventBody[] = [
    {
      type: "started",
      modelId: state.ask.model.id,
      modelTitle: state.ask.model.title,
      promptTokens: start.promptTokens ?? 0,
      cachedTokens: start.cachedTokens ?? 0,
      contextTokens: start.contextTokens ?? state.ask.model.contextTokens,
    },
    ...start.warnings.map((message) => ({ type: "notice", code: "model-warning", message }) as const),
  ];
  return { state: { ...state, phase: "writing", start }, effects: emits(events) };
}

function grow(state: TurnState, step: BlockStep, atMs: number): TurnStep {
  const firstTokenAtMs = state.firstTokenAtMs ?? (step.events.length > 0 ? atMs : null);
  const first = state.opener === "" ? undefined : step.events.find((event) => event.type === "text");
  // An opener is told with the first word of the model's or not at all: alone it would pass for an answer.
  const { blocks, events } =
    first && first.text.trim() !== "" ? leadWith(state.blocks, step, state.opener) : step;
  const opener = first ? "" : state.opener;
  return { state: { ...state, blocks, opener, firstTokenAtMs }, effects: emits(events) };
}

function stop(state: TurnState, by: "user" | "shutdown", atMs: number): TurnStep {
  if (state.stoppedBy !== null) return { state, effects: [] };
  const stopped = { ...state, stoppedBy: by };
  if (state.phase === "counting" || state.phase === "searching") return cancelledTurn(stopped, null, atMs);
  return { state: stopped, effects: [{ type: "cancel" }] };
}

function tellWait(state: TurnState, atMs: number): TurnStep {
  const quiet = state.phase === "counting" || state.phase === "waiting";
  if (!quiet || state.waitTold || state.stoppedBy !== null || atMs - state.ask.nowMs < quietMsMax)
    return { state, effects: [] };
  const message = "Waiting for the model: it is being loaded, or busy with another reply.";
  return {
    state: { ...state, waitTold: true },
    effects: emits([{ type: "notice", code: "loading", message }]),
  };
}

function emits(events: readonly RunEventBody[]): readonly TurnEffect[] {
  return events.map((event) => ({ type: "emit", event }));
}
