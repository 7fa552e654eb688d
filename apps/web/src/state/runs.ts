// Generations that go on. The rule: events count, everything else is judged by them. A text is moved on by numbered
// events alone, each taken once and in order; a snapshot counts only where it knows more; an end is final. So it does
// not matter which of two channels tells something first, or how often.

import {
  type Citation,
  type ConversationId,
  type ConversationNode,
  foldRunEvent,
  type LiveReading,
  type NodePart,
  type RunEvent,
  type RunId,
} from "@grok/conversation";
import type { Action } from "./action.ts";
import type { Change } from "./change.ts";

export interface LiveRun {
  readonly conversationId: ConversationId;
  /** The last event in `parts`. */
  readonly seq: number;
  readonly parts: readonly NodePart[];
  /** Empty until the run has started. */
  readonly modelTitle: string;
  /** Why there is no text yet: queued, loading, model-warning; null once there is some. */
  readonly notice: { readonly code: string; readonly message: string } | null;
  /** What posts were read for it; null where none were, or not yet. */
  readonly reading: LiveReading | null;
  readonly citations: readonly Citation[];
  /** Events are missing: only a snapshot helps, which a new subscription without this run brings. */
  readonly broken: boolean;
}

export interface Runs {
  readonly live: Readonly<Record<RunId, LiveRun>>;
  /** Replies that ended lately, newest last: an answer composed before the end may still be on its way. */
  readonly ended: ReadonlyMap<RunId, ConversationNode>;
}

export const noRuns: Runs = { live: {}, ended: new Map() };

const endedMax = 64;

type HasEnded = (node: ConversationNode) => boolean;

/** `hasEnded`: whether a node is known to have ended, from its body before this action. */
export function reduceRuns(runs: Runs, action: Action, hasEnded: HasEnded): Runs {
  switch (action.type) {
    case "changes-arrived":
      return action.changes.reduce((before, change) => applyChange(before, change, hasEnded), runs);
    case "run-asked": {
      const { reply } = action;
      return withLive(runs, reply.id, newRun(reply));
    }
    case "run-refused":
      return runs.live[action.runId]?.seq === 0 ? withoutLive(runs, action.runId) : runs;
    case "nodes-arrived":
    case "conversation-opened":
      return action.nodes.reduce(settle, runs);
    default:
      return runs;
  }
}

/** The text of a reply as it stands: the run's while it goes on, the stored one otherwise. */
export function partsOf(node: ConversationNode, run: LiveRun | undefined): readonly NodePart[] {
  return node.status === "running" && run !== undefined ? run.parts : node.parts;
}

function applyChange(runs: Runs, change: Change, hasEnded: HasEnded): Runs {
  switch (change.type) {
    case "run-snapshot": {
      const { runId, node, seq } = change;
      if (node.status !== "running") return settle(runs, node);
      if (runs.ended.has(runId) || hasEnded(node)) return runs;
      const known = runs.live[runId];
      if (known !== undefined && !known.broken && known.seq >= seq) return runs;
      return withLive(runs, runId, {
        ...(known ?? newRun(node)),
        seq,
        parts: node.parts,
        citations: node.citations,
        reading: node.provenance?.live ?? known?.reading ?? null,
        broken: false,
      });
    }
    case "run-events":
      return change.events.reduce((before, event) => applyEvent(before, change, event), runs);
    case "nodes":
      return change.nodes.reduce(
        (before, node) =>
          node.status === "running" ? announce(before, node, hasEnded) : settle(before, node),
        runs,
      );
    default:
      return runs;
  }
}

function applyEvent(
  runs: Runs,
  run: { runId: RunId; conversationId: ConversationId },
  event: RunEvent,
): Runs {
  const { runId, conversationId } = run;
  if (runs.ended.has(runId)) return runs;
  if (event.type === "ended") return end(runs, runId, event.node);
  const known = runs.live[runId];
  if (known === undefined) {
    // Nobody said with what text this run began, so its events cannot be placed.
    const unknown: LiveRun = {
      conversationId,
      seq: 0,
      parts: [],
      modelTitle: "",
      notice: null,
      reading: null,
      citations: [],
      broken: true,
    };
    return withLive(runs, runId, unknown);
  }
  if (known.broken || event.seq <= known.seq) return runs;
  if (event.seq > known.seq + 1) return withLive(runs, runId, { ...known, broken: true });
  return withLive(runs, runId, {
    ...known,
    seq: event.seq,
    parts: foldRunEvent(known.parts, event),
    modelTitle: event.type === "started" ? event.modelTitle : known.modelTitle,
    ...(event.type === "posts-read" && { reading: event.reading, citations: event.citations }),
    notice:
      event.type === "notice"
        ? { code: event.code, message: event.message }
        : event.type === "text" || event.type === "reasoning"
          ? null
          : known.notice,
  });
}

/** A running node that the server tells of for the first time, or again before its first event. */
function announce(runs: Runs, node: ConversationNode, hasEnded: HasEnded): Runs {
  if (runs.ended.has(node.id) || hasEnded(node)) return runs;
  const known = runs.live[node.id];
  if (known === undefined) return withLive(runs, node.id, newRun(node));
  return known.seq === 0 && !known.broken ? withLive(runs, node.id, { ...known, parts: node.parts }) : runs;
}

/** A node that came by another way than events: it can end a run, never move it on. */
function settle(runs: Runs, node: ConversationNode): Runs {
  return node.status !== "running" && runs.live[node.id] !== undefined ? end(runs, node.id, node) : runs;
}

function end(runs: Runs, runId: RunId, node: ConversationNode): Runs {
  const ended = new Map(runs.ended).set(runId, node);
  for (const oldest of ended.keys()) {
    if (ended.size <= endedMax) break;
    ended.delete(oldest);
  }
  return { ...withoutLive(runs, runId), ended };
}

function newRun(node: ConversationNode): LiveRun {
  const { conversationId, parts, citations, provenance } = node;
  const reading = provenance?.live ?? null;
  return { conversationId, seq: 0, parts, modelTitle: "", notice: null, reading, citations, broken: false };
}

function withLive(runs: Runs, runId: RunId, run: LiveRun): Runs {
  return { ...runs, live: { ...runs.live, [runId]: run } };
}

function withoutLive(runs: Runs, runId: RunId): Runs {
  const { [runId]: _, ...live } = runs.live;
  return { ...runs, live };
}
