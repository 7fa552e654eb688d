import {
  askedProvenance,
  type ConversationNode,
  continuedReply,
  editedReply,
  type NodeId,
  type Provenance,
  questionNode,
  regeneratedReply,
  replyNode,
} from "@grok/conversation";
import { LiveUse, modes, nodeFromMessage, nodeToMessage, RunKind } from "@grok/protocol";
import { soon } from "../api/clients.ts";
import { rowFromMessage } from "../api/from-message.ts";
import { problemOf } from "../api/problem-of.ts";
import { type PaneId, panesInSight } from "../state/layout.ts";
import { canAnswer, canReason, modelToAsk } from "../state/model-entry.ts";
import type { Making } from "../state/panes.ts";
import { type View, viewOf, type WaitingAsk } from "../state/views.ts";
import { attempt, type EffectContext } from "./context.ts";

/** A start that got no answer is sent again with the same ids, which the server takes for the same start. */
const startPausesMs = [400, 1_200];

export interface PlaceOfView {
  readonly paneId: PaneId;
  readonly conversationId: string;
}

export function runEffects(context: EffectContext, onStored: (at: PlaceOfView) => void) {
  const { store, clients, newId, now } = context;

  const viewAt = ({ paneId, conversationId }: PlaceOfView) =>
    viewOf(store.getState().views, paneId, conversationId);
  const treeAt = ({ conversationId }: PlaceOfView) => store.getState().trees.loaded[conversationId];
  const bodyAt = (at: PlaceOfView, nodeId: NodeId) => treeAt(at)?.bodies.get(nodeId);
  const stamp = (id: string) => ({ id, createdAtMs: now() });
  /** What the pane is set to, unless something is asked for otherwise. */
  const making = ({ paneId }: PlaceOfView, otherwise: Partial<Making> = {}): Making => {
    const { models, panes } = store.getState();
    const { model, mode, think } = { ...panes.makings[paneId]!, ...otherwise };
    const name = otherwise.model ?? modelToAsk(models, model);
    return { model: name, mode, think: think && canReason(models, name) };
  };

  /**
   * Asks `text` at the cursor. While a reply is being written there, or no model is here yet, it waits for its turn.
   * `fromDraft`: the text stands in the composer, which is to be cleared. `stay`: the pane stays at its cursor and the
   * answer grows beside. `live`: the answer is to come from posts.
   */
  async function ask(
    at: PlaceOfView,
    text: string,
    fromDraft: boolean,
    { stay = false, live = false }: { readonly stay?: boolean; readonly live?: boolean } = {},
  ): Promise<void> {
    const view = viewAt(at);
    const loaded = treeAt(at);
    if (view === undefined || view.leafId === null || loaded === undefined || text.trim() === "") return;
    const { models } = store.getState();
    const someAnswers = models === null || models.models.some(canAnswer);
    if (loaded.tree.nodes.get(view.leafId)?.status === "running" || !someAnswers) {
      store.dispatch({ type: "ask-queued", ...at, text });
      return;
    }
    const parent = loaded.bodies.get(view.leafId) ?? { id: view.leafId, conversationId: at.conversationId };
    const again = view.unsent?.text === text && view.unsent.parentId === parent.id ? view.unsent : null;
    const made = making(at);
    const question = questionNode(stamp(again?.questionId ?? newId()), parent, text);
    const reply = replyNode(stamp(again?.replyId ?? newId()), question, asked(made));
    const waiting = { text, parentId: parent.id, questionId: question.id, replyId: reply.id };
    await start(at, view, made, { kind: RunKind.ANSWER, question, reply, waiting, fromDraft, stay, live });
  }

  /** Asks the question in other words: a sibling of it, with a reply of its own. */
  async function rewrite(at: PlaceOfView, questionId: NodeId, text: string): Promise<void> {
    const view = viewAt(at);
    const before = bodyAt(at, questionId);
    if (view === undefined || before?.parentId == null) return;
    const made = making(at);
    const parent = { id: before.parentId, conversationId: at.conversationId };
    const question = questionNode(stamp(newId()), parent, text, questionId);
    const reply = replyNode(stamp(newId()), question, asked(made));
    await start(at, view, made, { kind: RunKind.ANSWER, question, reply });
  }

  /** Another reply to the question that `nodeId` is or answers. `otherwise`: instead of what the pane is set to. */
  async function regenerate(at: PlaceOfView, nodeId: NodeId, otherwise?: Partial<Making>): Promise<void> {
    const view = viewAt(at);
    const node = bodyAt(at, nodeId);
    if (view === undefined || node === undefined) return;
    const made = making(at, otherwise);
    const reply =
      node.role === "user"
        ? replyNode(stamp(newId()), node, asked(made))
        : regeneratedReply(stamp(newId()), node, asked(made));
    // A question that was put to posts is put to them again.
    const live = node.role === "assistant" && node.provenance?.live !== undefined;
    await start(at, view, made, { kind: RunKind.REGENERATE, reply, live });
  }

  /** A sibling of the reply that begins with its text and is written on. */
  async function continueReply(at: PlaceOfView, replyId: NodeId): Promise<void> {
    const view = viewAt(at);
    const before = bodyAt(at, replyId);
    if (view === undefined || before === undefined || before.status === "running") return;
    const made = making(at);
    const reply = continuedReply(stamp(newId()), before, asked(made));
    await start(at, view, made, { kind: RunKind.CONTINUE, reply });
  }

  /**
   * Stores the reply as the user left it, as a sibling, goes there and answers with its id, or null where it was not
   * stored. `writeOn`: the model goes on from its end.
   */
  async function saveReply(
    at: PlaceOfView,
    replyId: NodeId,
    text: string,
    writeOn: boolean,
  ): Promise<NodeId | null> {
    const before = bodyAt(at, replyId);
    if (before === undefined) return null;
    const edited = editedReply(stamp(newId()), before, text);
    const saved = await attempt(context, "save", async () => {
      const answer = await clients.conversations.addNode({ node: nodeToMessage(edited) }, soon);
      const node = answer.node === undefined ? edited : nodeFromMessage(answer.node);
      const { conversationId } = at;
      store.dispatch({ type: "nodes-arrived", conversationId, nodes: [node] });
      store.dispatch({ type: "edit-ended", ...at });
      store.dispatch({ type: "cursor-moved", ...at, leafId: node.id, show: node.id });
    });
    if (saved && writeOn) await continueReply(at, edited.id);
    return saved ? edited.id : null;
  }

  async function stop(runId: NodeId): Promise<void> {
    await attempt(context, "stop", () => clients.runs.stopRun({ runId }, soon));
  }

  /**
   * Asks `text` (which says so in words) at the cursor, to be answered by a summary of the branch that ends at
   * `leafId`: what was found there comes over here, with a link back.
   */
  async function summarise(at: PlaceOfView, leafId: NodeId, text: string): Promise<void> {
    const view = viewAt(at);
    if (view === undefined || view.leafId === null) return;
    const made = making(at);
    const parent = { id: view.leafId, conversationId: at.conversationId };
    const question = questionNode(stamp(newId()), parent, text);
    const reply = { ...replyNode(stamp(newId()), question, asked(made)), sourceId: leafId };
    await start(at, view, made, { kind: RunKind.SUMMARISE, question, reply });
  }

  interface Start {
    readonly kind: RunKind;
    readonly question?: ConversationNode;
    readonly reply: ConversationNode;
    /** Goes back into the composer where the server refuses it. */
    readonly waiting?: WaitingAsk;
    readonly fromDraft?: boolean;
    readonly stay?: boolean;
    readonly live?: boolean;
  }

  async function start(at: PlaceOfView, view: View, made: Making, asking: Start): Promise<void> {
    const { kind, question, reply, waiting, fromDraft = false, stay = false, live = false } = asking;
    const { conversationId } = at;
    const loaded = treeAt(at);
    if (loaded === undefined) return;
    const nodes = question === undefined ? [reply] : [question, reply];
    store.dispatch({
      type: "run-asked",
      paneId: at.paneId,
      nodes,
      reply,
      stay,
      fromDraft: fromDraft && waiting !== undefined ? waiting.text : null,
    });
    const request = {
      conversationId,
      rootId: loaded.tree.rootId,
      kind,
      question:
        question === undefined
          ? undefined
          : {
              id: question.id,
              parentId: question.parentId ?? "",
              text: question.parts.map((part) => part.text).join(""),
              editedFrom: question.editedFrom ?? "",
            },
      replyId: reply.id,
      parentId: kind === RunKind.REGENERATE ? (reply.parentId ?? "") : "",
      continueFrom: kind === RunKind.CONTINUE ? (reply.editedFrom ?? "") : "",
      model: made.model,
      mode: modes.numbers[made.mode],
      think: made.think,
      // Without a pane no cursor is moved.
      viewId: stay ? "" : view.viewId,
      instructions: store.getState().instructions[conversationId] ?? "",
      live: live ? LiveUse.ON : LiveUse.UNSPECIFIED,
      summariseFrom: kind === RunKind.SUMMARISE ? (reply.sourceId ?? "") : "",
    };
    try {
      const answer = await patiently(() => clients.runs.startRun(request, soon));
      store.dispatch({ type: "nodes-arrived", conversationId, nodes: answer.nodes.map(nodeFromMessage) });
      store.dispatch({ type: "run-accepted", conversationId, runId: reply.id });
      if (answer.conversation) {
        // An answer by code may have ended before this one came.
        const running = store.getState().runs.live[reply.id] !== undefined;
        const row = rowFromMessage(answer.conversation);
        store.dispatch({ type: "row-changed", row: { ...row, running: row.running && running } });
      }
      onStored(at);
    } catch (error) {
      // It may have been stored after all, and its first words may be here already; then nothing is taken back.
      if ((store.getState().runs.live[reply.id]?.seq ?? 1) > 0) return;
      store.dispatch({
        type: "run-refused",
        ...at,
        runId: reply.id,
        nodeIds: nodes.map((node) => node.id),
        leafId: view.leafId ?? loaded.tree.rootId,
        ask: waiting ?? null,
        problem: problemOf(error),
      });
    }
  }

  async function patiently<T>(call: () => Promise<T>): Promise<T> {
    for (const pauseMs of startPausesMs) {
      try {
        return await call();
      } catch (error) {
        if (problemOf(error).kind !== "unreachable") throw error;
        await new Promise((resolve) => setTimeout(resolve, pauseMs));
      }
    }
    return call();
  }

  /** Asks `text` in every pane in sight, each at its own cursor and as it is set. `from`: whose composer held it. */
  async function askAll(from: PlaceOfView, text: string): Promise<void> {
    const { panes, views } = store.getState();
    const places = panesInSight(panes.layout).flatMap((paneId) => {
      const conversationId = views.shown[paneId];
      return conversationId === undefined ? [] : [{ paneId, conversationId }];
    });
    await Promise.all(places.map((at) => ask(at, text, at.paneId === from.paneId)));
  }

  return { ask, askAll, rewrite, regenerate, continueReply, summarise, saveReply, stop };
}

/** What is known of a reply when it is asked for. */
function asked({ model, mode, think }: Making): Provenance {
  return askedProvenance({ modelAsked: model, mode, think });
}
