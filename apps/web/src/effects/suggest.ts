import type { ConversationId, NodeId } from "@grok/conversation";
import { modes } from "@grok/protocol";
import { panesInSight } from "../state/layout.ts";
import { viewOf } from "../state/views.ts";
import type { Workspace } from "../state/workspace.ts";
import type { EffectContext } from "./context.ts";

/** An old reply that is opened again is read, not continued: nothing is made up for it. */
const freshForMs = 10 * 60_000;
/** Making them may take a model's time; more than this nobody waits for. */
const patience = { timeoutMs: 30_000 };

interface Wanted {
  readonly conversationId: ConversationId;
  readonly nodeId: NodeId;
  readonly paneId: string;
}

/** Asks for questions after each reply that has just ended at the end of a pane's path. Gives way to the next question. */
export function startSuggesting({ store, clients, now }: EffectContext): void {
  const asking = new Map<NodeId, AbortController>();

  store.subscribe((workspace, before) => {
    const moved =
      workspace.views !== before.views ||
      workspace.trees !== before.trees ||
      workspace.panes !== before.panes ||
      workspace.look !== before.look;
    if (!moved) return;
    const wanted = workspace.look.suggestions ? wantedIn(workspace, now()) : [];
    for (const [nodeId, controller] of asking)
      if (!wanted.some((want) => want.nodeId === nodeId)) controller.abort();
    for (const want of wanted)
      if (!workspace.suggested.after.has(want.nodeId) && !asking.has(want.nodeId)) void ask(want);
  });

  async function ask({ conversationId, nodeId, paneId }: Wanted): Promise<void> {
    const controller = new AbortController();
    asking.set(nodeId, controller);
    const { model, mode } = store.getState().panes.makings[paneId]!;
    const told = (questions: readonly string[]) =>
      store.dispatch({ type: "suggestions-arrived", conversationId, nodeId, questions });
    try {
      const request = { conversationId, leafId: nodeId, model, mode: modes.numbers[mode] };
      const answer = await clients.runs.suggestQuestions(request, { ...patience, signal: controller.signal });
      if (!controller.signal.aborted) told(answer.questions);
    } catch {
      // Without suggestions the page is whole as well. One that gave way may be asked for again.
      if (!controller.signal.aborted) told([]);
    } finally {
      asking.delete(nodeId);
    }
  }
}

/** Replies at the end of what is in sight that ended well and lately. */
function wantedIn({ panes, views, trees }: Workspace, nowMs: number): Wanted[] {
  return panesInSight(panes.layout).flatMap((paneId) => {
    const conversationId = views.shown[paneId];
    const loaded = conversationId === undefined ? undefined : trees.loaded[conversationId];
    const view = conversationId === undefined ? undefined : viewOf(views, paneId, conversationId);
    const body = view?.leafId == null || view.branch !== null ? undefined : loaded?.bodies.get(view.leafId);
    if (conversationId === undefined || loaded?.stored !== true || body === undefined) return [];
    const { role, status, createdAtMs, provenance, origin } = body;
    const endedAtMs = createdAtMs + (provenance?.durationMs ?? 0);
    const ended = role === "assistant" && status === "done" && origin !== "imported";
    return ended && nowMs - endedAtMs < freshForMs ? [{ conversationId, nodeId: body.id, paneId }] : [];
  });
}
