import type { ConversationNode, NodeFailure, NodePart, Provenance, RunEventBody } from "@grok/conversation";
import { foldRunEvent, textOf } from "@grok/conversation";
import type { FinishReason, ModelPart, Usage } from "@grok/model";
import { closeAllBlocks, partsOf } from "./answer-blocks.ts";
import { openerOf } from "./openers/opener-text.ts";
import type { Generated } from "./prompt.ts";
import { asksForWriting } from "./question-kind.ts";
import { brokenReply, hasText, replyFailure, stoppedReply } from "./reply-end.ts";
import type { TurnEffect, TurnState, TurnStep } from "./turn.ts";

type Finish = Extract<ModelPart, { type: "finish" }>;

/** In the provenance of a reply whose first line the program chose. */
const openerNote = "opener-by-code";

/** The end of a turn whose model said why it ended. */
export function finishTurn(state: TurnState, finish: Finish, atMs: number): TurnStep {
  if (finish.reason === "cancelled") return cancelledTurn(state, finish, atMs);
  const { told, parts: written } = lastWords(state, atMs);
  const cutTo = finish.reason === "loop" ? rewindLength(state, finish, written) : null;
  const rewound = cutTo === null ? null : ({ type: "rewound", length: cutTo } as const);
  const parts = rewound ? foldRunEvent(written, rewound) : written;
  const effects = rewound ? [...told, { type: "emit", event: rewound } as const] : told;

  if (!hasText(parts)) {
    const node: ConversationNode = {
      ...state.ask.reply,
      status: "failed",
      parts,
      failure: emptyAnswer(state, finish),
      provenance: provenanceAt(state, atMs, { reason: finish.reason, usage: finish.usage, parts }),
    };
    return ended(state, effects, node, null);
  }
  const node: ConversationNode = {
    ...state.ask.reply,
    status: "done",
    parts,
    provenance: provenanceAt(state, atMs, {
      reason: finish.reason,
      usage: finish.usage,
      parts,
      notes: notesOf(state, finish.reason, parts),
    }),
  };
  return ended(state, effects, node, rewound ? null : generatedOf(state, finish));
}

/** The end of a turn that was stopped; `finish` is null where the model did not honour it in time. */
export function cancelledTurn(state: TurnState, finish: Finish | null, atMs: number): TurnStep {
  if (state.stoppedBy === null)
    return brokenTurn(state, replyFailure("engine-lost", "The engine gave up the reply. Ask again."), atMs);
  const { told, parts } = lastWords(state, atMs);
  const provenance = provenanceAt(state, atMs, {
    reason: "cancelled",
    usage: finish?.usage ?? null,
    parts,
  });
  const node = stoppedReply(state.ask.reply, parts, state.stoppedBy, provenance);
  return ended(state, told, node, finish && generatedOf(state, finish));
}

/** The end of a turn that something broke; what was written stands. */
export function brokenTurn(state: TurnState, failure: NodeFailure, atMs: number): TurnStep {
  const { told, parts } = lastWords(state, atMs);
  const provenance = provenanceAt(state, atMs, { reason: "", usage: null, parts });
  return ended(state, told, brokenReply(state.ask.reply, parts, failure, provenance), null);
}

/** The end of a turn in which the program itself chose the words. */
export function codeTurn(state: TurnState, text: string, notes: readonly string[], atMs: number): TurnStep {
  const { reply } = state.ask;
  const events: RunEventBody[] = [
    { type: "started", modelId: "", modelTitle: "", promptTokens: 0, cachedTokens: 0, contextTokens: 0 },
    { type: "text", text },
  ];
  const node: ConversationNode = {
    ...reply,
    status: "done",
    parts: [{ type: "text", text }],
    provenance: reply.provenance && { ...reply.provenance, answeredBy: "code", finishReason: "stop", notes },
  };
  const told = events.map((event) => ({ type: "emit", event }) as const);
  return ended({ ...state, firstTokenAtMs: atMs }, told, node, null);
}

function ended(
  state: TurnState,
  effects: readonly TurnEffect[],
  node: ConversationNode,
  generated: Generated | null,
): TurnStep {
  return {
    state: { ...state, phase: "ended" },
    effects: [...effects, { type: "end", end: { node, generated } }],
  };
}

/** Everything that was written, and what of it readers do not know yet. */
function lastWords(state: TurnState, atMs: number): { told: TurnEffect[]; parts: readonly NodePart[] } {
  const { blocks, events } = closeAllBlocks(state.blocks, atMs);
  return {
    told: events.map((event) => ({ type: "emit", event })),
    parts: partsOf(state.ask.reply.parts, blocks, atMs),
  };
}

/** Where the text of a reply that ran into a loop is to end; null where nothing is to be cut. */
function rewindLength(state: TurnState, finish: Finish, parts: readonly NodePart[]): number | null {
  if (finish.rewindTo === undefined) return null;
  const text = textOf({ parts });
  const begun = textOf(state.ask.reply).length;
  const opened = begun === 0 ? openerOf(text).length : 0;
  const wanted = begun + opened + finish.rewindTo;
  if (wanted >= text.length) return null;
  // A character of two units is kept or cut whole.
  const isHalf = (text.charCodeAt(wanted) & 0xfc00) === 0xdc00;
  const length = isHalf ? wanted - 1 : wanted;
  // An opener does not stay alone.
  return opened > 0 && text.slice(opened, length).trim() === "" ? 0 : length;
}

function emptyAnswer(state: TurnState, finish: Finish): NodeFailure {
  const title = state.ask.model.title;
  switch (finish.reason) {
    case "context-full":
      return replyFailure(
        "context-full",
        `The prompt filled the ${state.ask.model.contextTokens} tokens that ${title} holds; no room was left for an answer. Ask from an earlier message, or begin a new conversation.`,
      );
    case "length":
      return replyFailure(
        "empty-answer",
        `${title} used up its ${finish.usage.outputTokens} tokens before the answer began. Regenerate it, with Think off if it was on.`,
      );
    case "loop":
      return replyFailure(
        "empty-answer",
        `${title} only repeated itself, so nothing was kept. Regenerate it.`,
      );
    default:
      return replyFailure("empty-answer", `${title} ended without writing anything. Regenerate it.`);
  }
}

function notesOf(state: TurnState, reason: FinishReason, parts: readonly NodePart[]): readonly string[] {
  const { ask } = state;
  const question = ask.path.at(-1);
  const unchecked = ask.model.abilities.length === 0 && !(question && asksForWriting(textOf(question)));
  const added = textOf({ parts }).slice(textOf(ask.reply).length).trim() !== "";
  return [
    ...(reason === "length" || reason === "context-full" ? [reason] : []),
    ...(reason === "loop" ? ["loop-cut"] : []),
    ...(added ? [] : ["nothing-added"]),
    ...(unchecked ? ["small-model-unchecked"] : []),
  ];
}

/** Token ids of the whole text: of a continued reply only where those of its beginning are known too. */
function generatedOf(state: TurnState, finish: Finish): Generated | null {
  const { ask, start } = state;
  if (!finish.tokens?.length || start?.modelDigest === undefined) return null;
  // Marks were taken out of what the model wrote, so its tokens are those of another text.
  if (ask.kind === "continue" && ask.reply.citations.length > 0) return null;
  if (ask.kind !== "continue") return { modelDigest: start.modelDigest, tokens: finish.tokens };
  const before = ask.generated.get(ask.reply.editedFrom ?? "");
  if (before?.modelDigest !== start.modelDigest) return null;
  return { modelDigest: start.modelDigest, tokens: [...before.tokens, ...finish.tokens] };
}

function provenanceAt(
  state: TurnState,
  atMs: number,
  end: {
    reason: Provenance["finishReason"];
    usage: Usage | null;
    parts: readonly NodePart[];
    notes?: readonly string[];
  },
): Provenance | null {
  const { ask, start, firstTokenAtMs } = state;
  if (ask.reply.provenance === null) return null;
  return {
    ...ask.reply.provenance,
    modelId: ask.model.id,
    modelTitle: ask.model.title,
    provider: ask.provider,
    finishReason: end.reason,
    promptTokens: end.usage?.promptTokens ?? start?.promptTokens ?? 0,
    cachedTokens: end.usage?.cachedTokens ?? start?.cachedTokens ?? 0,
    outputTokens: end.usage?.outputTokens ?? 0,
    contextTokens: start?.contextTokens ?? ask.model.contextTokens,
    firstTokenMs: firstTokenAtMs === null ? 0 : Math.max(0, firstTokenAtMs - ask.nowMs),
    durationMs: Math.max(0, atMs - ask.nowMs),
    notes: [
      ...ask.reply.provenance.notes,
      ...(openerOf(textOf(end)) === "" ? [] : [openerNote]),
      ...(end.notes ?? []),
    ],
  };
}
