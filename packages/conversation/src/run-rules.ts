// What a store refuses, whichever database it is: the rules that tie a run to the reply it writes.

import { ConversationError } from "./conversation-error.ts";
import { cleanParts } from "./message-text.ts";
import type { ConversationNode } from "./node.ts";
import { foldRunEvent, type Run, type RunEvent } from "./run.ts";
import type { RunEnd, RunStart } from "./store.ts";
import { validateConversation, validateId, validateTime } from "./validate-node.ts";

/** Throws "bad-input" unless conversation, nodes and run belong together. Places are checked by `validateNewNode`. */
export function validateRunStart({ conversation, nodes, run }: RunStart): void {
  validateConversation(conversation);
  validateId(run.id, "run");
  validateTime(run.startedAtMs, `run ${run.id}`);
  validateTime(run.heartbeatAtMs, `run ${run.id}`);
  if (run.conversationId !== conversation.id || run.ownerId !== conversation.ownerId)
    throw new ConversationError(
      "bad-input",
      `run ${run.id} is not of conversation ${conversation.id} and its owner`,
    );
  if (run.status !== "live" || run.seq !== 0 || run.foldedSeq !== 0)
    throw new ConversationError("bad-input", `run ${run.id} does not start live at event 0`);
  const running = nodes.filter((node) => node.status === "running");
  const [reply] = running;
  if (running.length !== 1 || reply?.id !== run.id || reply.role !== "assistant")
    throw new ConversationError("bad-input", `run ${run.id} needs one running reply, with its own id`);
}

/** Throws "conflict" for a gap or a run that has ended, "bad-input" for an `ended` event: `endRun` stores that. */
export function validateRunEvents(run: Run, events: readonly RunEvent[]): void {
  requireLive(run);
  requireNoGap(run, events);
  if (events.some((event) => event.type === "ended"))
    throw new ConversationError("bad-input", `run ${run.id} ends by endRun, not by an appended event`);
}

/** Throws "conflict" unless a text that covers `foldedSeq` is news: not older than what is stored, not of the future. */
export function validateFold(run: Run, foldedSeq: number): void {
  requireLive(run);
  if (foldedSeq < run.foldedSeq || foldedSeq > run.seq || !Number.isInteger(foldedSeq))
    throw new ConversationError(
      "conflict",
      `run ${run.id} cannot fold up to event ${foldedSeq}; ${run.foldedSeq} to ${run.seq} is possible`,
    );
}

/** Throws "conflict" for a gap or a run that has ended, "bad-input" unless it ends with the very node that is stored. */
export function validateRunEnd(run: Run, stored: ConversationNode, end: RunEnd): void {
  requireLive(run);
  requireNoGap(run, end.events);
  const ended = end.events.findIndex((event) => event.type === "ended");
  if (ended === -1 || ended !== end.events.length - 1)
    throw new ConversationError(
      "bad-input",
      `the last event of run ${run.id}, and it alone, must be "ended"`,
    );
  const { node } = end;
  if (node.status === "running")
    throw new ConversationError("bad-input", `run ${run.id} ends with a node that is still running`);
  for (const field of [
    "id",
    "conversationId",
    "parentId",
    "role",
    "origin",
    "editedFrom",
    "sourceId",
    "createdAtMs",
  ] as const) {
    if (node[field] !== stored[field])
      throw new ConversationError(
        "bad-input",
        `run ${run.id} would change ${field} of its node from ${stored[field]} to ${node[field]}`,
      );
  }
  for (const token of end.generated?.tokens ?? [])
    if (!Number.isInteger(token) || token < 0 || token > 0xffff_ffff)
      throw new ConversationError("bad-input", `run ${run.id} has a token id ${token}; 0 to 2^32 - 1 can be`);
}

/**
 * What becomes of a running reply that nobody writes any more: its text so far, with the events that were stored but
 * not yet folded into it. `events`: those of the run, in order.
 */
export function interruptedNode(
  running: ConversationNode,
  foldedSeq: number,
  events: readonly RunEvent[],
): ConversationNode {
  let { parts, provenance, citations } = running;
  for (const event of events) {
    if (event.seq > foldedSeq) parts = foldRunEvent(parts, event);
    if (event.type !== "posts-read") continue;
    citations = event.citations;
    provenance = provenance && { ...provenance, live: event.reading };
  }
  return { ...running, status: "interrupted", parts: cleanParts(parts), provenance, citations };
}

function requireLive(run: Run): void {
  if (run.status !== "live")
    throw new ConversationError("conflict", `run ${run.id} has ended; its reply will not change again`);
}

function requireNoGap(run: Run, events: readonly RunEvent[]): void {
  for (const [at, event] of events.entries())
    if (event.seq !== run.seq + 1 + at)
      throw new ConversationError(
        "conflict",
        `run ${run.id} is at event ${run.seq + at}; the next is ${run.seq + at + 1}, not ${event.seq}`,
      );
}
