import { crashedReply } from "@grok/assistant";
import { type ConversationStore, foldRunEvent, type Run, type RunEvent } from "@grok/conversation";

/**
 * Ends a run that nobody writes any more: its reply becomes interrupted and holds everything that reached the store,
 * events that were not folded yet included. Returns the `ended` event.
 */
export async function endDeadRun(store: ConversationStore, run: Run): Promise<RunEvent> {
  const events = await store.runEvents(run.ownerId, run.id, 0);
  const [reply] = await store.nodes(run.ownerId, run.conversationId, [run.id]);
  const parts = events.filter((event) => event.seq > run.foldedSeq).reduce(foldRunEvent, reply!.parts);
  const started = events.find((event) => event.type === "started");
  const read = events.findLast((event) => event.type === "posts-read");
  const provenance = reply!.provenance && {
    ...reply!.provenance,
    ...(started && {
      modelId: started.modelId,
      modelTitle: started.modelTitle,
      promptTokens: started.promptTokens,
      cachedTokens: started.cachedTokens,
      contextTokens: started.contextTokens,
    }),
    ...(read && { live: read.reading }),
    durationMs: Math.max(0, run.heartbeatAtMs - run.startedAtMs),
  };
  const citations = read?.citations ?? reply!.citations;
  const node = { ...crashedReply(reply!, parts), provenance, citations };
  const ended: RunEvent = { seq: run.seq + 1, type: "ended", node };
  await store.endRun({ runId: run.id, node, events: [ended], generated: null });
  return ended;
}
