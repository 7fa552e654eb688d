import type { ConversationNode, NodePart } from "@grok/conversation";
import { askedProvenance, questionNode, replyNode } from "@grok/conversation";
import type { FinishReason, ModelDescription, ModelPart } from "@grok/model";
import {
  beginTurn,
  stepTurn,
  type TurnAsk,
  type TurnEffect,
  type TurnEnd,
  type TurnInput,
  type TurnState,
} from "../src/index.ts";

/** A readable UUIDv7: node 1, node 2 ... */
export function id(number: number): string {
  return `01890000-0000-7000-8000-${String(number).padStart(12, "0")}`;
}

export const conversationId = id(900);

export const root: ConversationNode = {
  id: id(0),
  conversationId,
  parentId: null,
  role: "root",
  status: "done",
  origin: "typed",
  editedFrom: null,
  sourceId: null,
  parts: [],
  provenance: null,
  citations: [],
  failure: null,
  name: "",
  bookmarked: false,
  archivedAtMs: null,
  createdAtMs: 0,
};

/** 23 November 2026, a Monday, noon in Greenwich. */
export const noonMs = Date.UTC(2026, 10, 23, 12);

export function question(
  number: number,
  parent: ConversationNode,
  text: string,
  atMs = noonMs,
): ConversationNode {
  return questionNode({ id: id(number), createdAtMs: atMs }, parent, text);
}

export function reply(
  number: number,
  parent: ConversationNode,
  text: string,
  change: Partial<ConversationNode> = {},
): ConversationNode {
  const parts: NodePart[] = text === "" ? [] : [{ type: "text", text }];
  return { ...replyNode({ id: id(number), createdAtMs: noonMs }, parent), status: "done", parts, ...change };
}

export const smallModel: ModelDescription = {
  id: "tiny",
  title: "Tiny 1M",
  digest: "d1",
  contextTokens: 2_048,
  abilities: [],
  languages: ["en"],
  sampling: { temperature: 0 },
};

export const ableModel: ModelDescription = {
  ...smallModel,
  id: "able",
  title: "Able 8B",
  abilities: ["persona", "rephrase", "suggest", "reasoning"],
  sampling: { temperature: 0.7 },
};

export function sampleAsk(change: Partial<TurnAsk> & { text?: string } = {}): TurnAsk {
  const { text = "Why is the sky blue?", ...rest } = change;
  const asked = question(1, root, text);
  const provenance = askedProvenance({ modelAsked: "grok", mode: "regular", think: false });
  return {
    reply: replyNode({ id: id(2), createdAtMs: noonMs }, asked, provenance),
    kind: "answer",
    path: [root, asked],
    instructions: "",
    source: null,
    generated: new Map(),
    model: ableModel,
    provider: "llama",
    timeZone: "UTC",
    pick: 0,
    nowMs: noonMs,
    live: "auto",
    postsAvailable: false,
    ...rest,
  };
}

export const start: ModelPart = {
  type: "start",
  modelId: "able",
  modelDigest: "d1",
  contextTokens: 2_048,
  promptTokens: 30,
  cachedTokens: 20,
  warnings: [],
};

export function finish(
  reason: FinishReason,
  rest: { tokens?: readonly number[]; rewindTo?: number } = {},
): ModelPart {
  const usage = { promptTokens: 31, cachedTokens: 20, outputTokens: 7, reasoningTokens: 0 };
  return { type: "finish", reason, usage, ...rest };
}

/** One closed text block. */
export function text(...deltas: string[]): ModelPart[] {
  return block("text", "t", deltas);
}

export function reasoning(...deltas: string[]): ModelPart[] {
  return block("reasoning", "r", deltas);
}

export function block(type: "text" | "reasoning", id: string, deltas: readonly string[]): ModelPart[] {
  return [
    { type: `${type}-start`, id },
    ...deltas.map((delta): ModelPart => ({ type: `${type}-delta`, id, text: delta })),
    { type: `${type}-end`, id },
  ];
}

/** A `TurnInput` or a model's part; parts come one second after another. */
export type Step = TurnInput | ModelPart;

/** A turn driven through `steps`, one second apart, the first a second after it began. */
export function runTurn(ask: TurnAsk, steps: readonly Step[]) {
  const begun = beginTurn(ask);
  let state: TurnState = begun.state;
  const effects: TurnEffect[] = [...begun.effects];
  let atMs = ask.nowMs;
  for (const step of steps) {
    atMs += 1_000;
    const input: TurnInput = "atMs" in step ? step : { type: "part", part: step, atMs };
    const next = stepTurn(state, input);
    state = next.state;
    effects.push(...next.effects);
  }
  const ends = effects.filter((effect) => effect.type === "end").map((effect) => effect.end);
  const end: TurnEnd | undefined = ends[0];
  return {
    state,
    effects,
    ends,
    node: end?.node,
    generated: end?.generated,
    events: effects.filter((effect) => effect.type === "emit").map((effect) => effect.event),
    kinds: effects.map((effect) => effect.type),
  };
}
