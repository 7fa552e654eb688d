// What happens by itself: the subscription, reading again what went stale, questions whose turn has come, and keeping
// what is half-written.

import type { ConversationId } from "@grok/conversation";
import { nodeFromMessage } from "@grok/protocol";
import { soon } from "../api/clients.ts";
import { type Subscription, subscribe } from "../api/subscription.ts";
import { resumePoint } from "../state/connection.ts";
import { canAnswer } from "../state/model-entry.ts";
import { joinDrafts, type View } from "../state/views.ts";
import type { Workspace } from "../state/workspace.ts";
import type { EffectContext } from "./context.ts";
import type { conversationEffects } from "./conversations.ts";
import type { lookEffects } from "./look.ts";
import type { modelEffects } from "./models.ts";
import type { PlaceOfView, runEffects } from "./runs.ts";

/** A tab that nobody looks at and nothing goes on in gives its connection back: browsers allow six for all tabs. */
const hiddenPauseMs = 30_000;
const saveViewAfterMs = 800;
/** A broken run asks for a new subscription, and a stale tree to be read again, at most this often. */
const mendEveryMs = 2_000;
/** How long after a hello a run that this tab believes in may stay silent before it is looked up. */
const lookUpAfterMs = 3_000;

interface Others {
  readonly conversations: ReturnType<typeof conversationEffects>;
  readonly runs: ReturnType<typeof runEffects>;
  readonly models: ReturnType<typeof modelEffects>;
  readonly look: ReturnType<typeof lookEffects>;
}

export function startUpkeep(context: EffectContext, others: Others): Subscription {
  const { store, clients } = context;
  const subscription = subscribe({
    clients,
    resumePoint: () => resumePoint(store.getState().connection, store.getState().runs),
    onOpening: () => store.dispatch({ type: "connection-opening" }),
    onLost: (retryAtMs) => store.dispatch({ type: "connection-lost", retryAtMs }),
    onChanges: (changes) => {
      store.dispatch({ type: "changes-arrived", changes });
      const hello = changes.find((change) => change.type === "hello");
      if (hello !== undefined) greet(hello.reset);
    },
  });
  watchTab(context, subscription);
  store.subscribe((workspace, before) => {
    const moved = workspace.trees !== before.trees || workspace.views !== before.views;
    if (moved || workspace.models !== before.models) {
      readStale(workspace);
      takeTurns(context, workspace, others.runs.ask);
    }
    if (workspace.runs !== before.runs) mend(workspace);
    if (workspace.views !== before.views || workspace.trees !== before.trees) keepViews(workspace, before);
  });

  let greeted = false;
  function greet(reset: boolean): void {
    if (!greeted || reset) {
      void others.conversations.readList(true);
      void others.models.read();
      void others.look.readSettings().catch(() => undefined);
    }
    greeted = true;
    setTimeout(lookUpSilentRuns, lookUpAfterMs, store.getState().runs.live);
  }

  /** A run may have ended while nobody listened, too long ago for the server to tell of it. */
  function lookUpSilentRuns(before: Workspace["runs"]["live"]): void {
    const { live } = store.getState().runs;
    for (const [runId, run] of Object.entries(live)) {
      if (run !== before[runId]) continue;
      const { conversationId } = run;
      clients.conversations
        .getNodes({ conversationId, ids: [runId] }, soon)
        .then(({ nodes }) =>
          store.dispatch({ type: "nodes-arrived", conversationId, nodes: nodes.map(nodeFromMessage) }),
        )
        .catch(() => undefined);
    }
  }

  let mendedAtMs = 0;
  function mend(workspace: Workspace): void {
    if (!Object.values(workspace.runs.live).some((run) => run.broken)) return;
    if (context.now() - mendedAtMs < mendEveryMs) return;
    mendedAtMs = context.now();
    subscription.reopen();
  }

  const readAtMs = new Map<ConversationId, number>();
  /** Conversations on the screen that missed changes are read again. */
  function readStale({ views, trees }: Workspace): void {
    for (const [paneId, conversationId] of Object.entries(views.shown)) {
      if (trees.loaded[conversationId]?.stale !== true || trees.early[conversationId] !== undefined) continue;
      if (context.now() - (readAtMs.get(conversationId) ?? 0) < mendEveryMs) continue;
      readAtMs.set(conversationId, context.now());
      queueMicrotask(() => void others.conversations.open(paneId, conversationId, null));
    }
  }

  const timers = new Map<string, ReturnType<typeof setTimeout>>();
  function keepViews(workspace: Workspace, before: Workspace): void {
    for (const [key, view] of Object.entries(workspace.views.views)) {
      const stored = workspace.trees.loaded[view.conversationId]?.stored ?? false;
      const old = before.views.views[key];
      if (old === view && stored === (before.trees.loaded[view.conversationId]?.stored ?? false)) continue;
      if (!stored && view.phase !== "open") continue;
      context.memory.keep(view.paneId, stored ? view.conversationId : "new", view);
      if (!stored) continue;
      if (old === undefined || before.trees.loaded[view.conversationId]?.stored === false)
        context.memory.forget(view.paneId, "new");
      if (old !== undefined && sameForServer(old, view)) continue;
      clearTimeout(timers.get(key));
      timers.set(key, setTimeout(saveView, saveViewAfterMs, key));
    }
  }

  function saveView(key: string): void {
    const view = store.getState().views.views[key];
    if (view?.leafId == null || view.phase !== "open") return;
    const { viewId, conversationId, leafId, draft, anchorId } = view;
    clients.conversations
      .saveView({ viewId, conversationId, leafId, draft, scrollAnchorId: anchorId ?? "" }, soon)
      // The tab remembers it as well, and the next change saves again.
      .catch(() => undefined);
  }
  return subscription;
}

function sameForServer(a: View, b: View): boolean {
  return a.leafId === b.leafId && a.draft === b.draft && a.anchorId === b.anchorId && a.phase === b.phase;
}

/** Sends the first waiting question of each view whose reply has ended; one that broke off gives them back. */
function takeTurns(
  { store }: EffectContext,
  { views, trees, models }: Workspace,
  ask: (at: PlaceOfView, text: string, fromDraft: boolean) => Promise<void>,
): void {
  if (models?.models.some(canAnswer) === false) return;
  for (const view of Object.values(views.views)) {
    const [text] = view.queue;
    if (text === undefined || view.leafId === null || view.phase !== "open") continue;
    const status = trees.loaded[view.conversationId]?.tree.nodes.get(view.leafId)?.status;
    if (status === undefined || status === "running") continue;
    const at = { paneId: view.paneId, conversationId: view.conversationId };
    queueMicrotask(() => {
      if (store.getState().views.views[`${at.paneId}/${at.conversationId}`]?.queue[0] !== text) return;
      store.dispatch({ type: "queue-taken", ...at, index: 0 });
      if (status === "done" || status === "stopped") void ask(at, text, false);
      else store.dispatch({ type: "draft-typed", ...at, draft: joinDrafts(text, view.draft) });
    });
  }
}

function watchTab({ store }: EffectContext, subscription: Subscription): void {
  const network = () => {
    store.dispatch({ type: "network-changed", online: navigator.onLine });
    if (navigator.onLine && store.getState().connection.phase === "lost") subscription.reopen();
  };
  addEventListener("online", network);
  addEventListener("offline", network);

  let pauseTimer: ReturnType<typeof setTimeout> | undefined;
  document.addEventListener("visibilitychange", () => {
    clearTimeout(pauseTimer);
    const { connection } = store.getState();
    if (!document.hidden) {
      if (connection.phase !== "open") subscription.reopen();
      return;
    }
    pauseTimer = setTimeout(() => {
      const { runs, views } = store.getState();
      const busy =
        Object.keys(runs.live).length > 0 || Object.values(views.views).some((v) => v.queue.length > 0);
      if (busy) return;
      subscription.pause();
      store.dispatch({ type: "connection-paused" });
    }, hiddenPauseMs);
  });
}
