import { randomInt } from "node:crypto";
import {
  type ConversationNode,
  type ConversationSummary,
  idMaker,
  type RunEvent,
  textOf,
} from "@grok/conversation";
import { MemoryStore } from "@grok/conversation/memory-store";
import type { Ability } from "@grok/model";
import { createRunManager, type RunInfo, type RunManagerOptions, type StartRequest } from "@grok/runs";
import { ableModel, HandFedModel } from "./hand-fed-model.ts";
import { breathe, ManualTimers } from "./manual-timers.ts";

export const owner = "owner";

/** A run manager over a store in memory, a model that the test feeds and a clock that it moves. */
export function openWorkbench(
  options: Partial<RunManagerOptions> & {
    store?: MemoryStore;
    timers?: ManualTimers;
    /** Of the model. Default those of `ableModel`. */
    abilities?: readonly Ability[];
    conversationId?: string;
    rootId?: string;
  } = {},
) {
  const timers = options.timers ?? new ManualTimers();
  const store = options.store ?? new MemoryStore({ now: timers.now });
  const model = new HandFedModel();
  const { abilities = ableModel.abilities } = options;
  const told: { run: RunInfo; events: readonly RunEvent[] }[] = [];
  const conversations: ConversationSummary[] = [];
  const nodes: ConversationNode[] = [];
  const logged: string[] = [];
  const manager = createRunManager({
    store,
    timers,
    now: timers.now,
    timeZone: "UTC",
    resolveModel: async () => ({ provider: model, description: { ...ableModel, abilities } }),
    onEvents: (run, events) => told.push({ run, events }),
    onNodes: (_owner, _conversation, added) => nodes.push(...added),
    onConversation: (summary) => conversations.push(summary),
    log: (level, message) => logged.push(`${level}: ${message}`),
    ...options,
  });
  const makeId = idMaker(() => randomInt(2 ** 32));
  const newId = () => makeId(timers.nowMs);

  const { conversationId = newId(), rootId = newId() } = options;

  /** A request to answer `text`, by default the first of the one conversation. */
  function ask(text: string, change: { parentId?: string; conversationId?: string } = {}) {
    const request = {
      kind: "answer",
      conversationId,
      rootId,
      replyId: "",
      model: "",
      mode: "regular",
      think: false,
      viewId: null,
      question: { id: newId(), parentId: change.parentId ?? rootId, text, editedFrom: null },
      ...(change.conversationId && { conversationId: change.conversationId }),
    } satisfies StartRequest;
    return { ...request, replyId: newId() } satisfies StartRequest;
  }

  function again(kind: "regenerate" | "continue", nodeId: string): StartRequest {
    const { question: _, kind: __, ...common } = ask("");
    return kind === "regenerate"
      ? { ...common, kind, parentId: nodeId }
      : { ...common, kind, continueFrom: nodeId };
  }

  return {
    manager,
    store,
    timers,
    model,
    told,
    conversations,
    nodes,
    logged,
    conversationId,
    rootId,
    newId,
    ask,
    again,
    /** The next process: the same data and clock, a new manager and model; the old manager is left as it is. */
    restarted: () => openWorkbench({ ...options, store: store.reopened(), timers, conversationId, rootId }),
    /** All events that the server was told of one run. */
    eventsOf: (runId: string) => told.filter(({ run }) => run.id === runId).flatMap(({ events }) => events),
    node: async (id: string) => (await store.nodes(owner, conversationId, [id]))[0]!,
    text: async (id: string) => textOf((await store.nodes(owner, conversationId, [id]))[0]!),
    /** Starts `request` and waits until the model is asked. */
    async begin(request: StartRequest) {
      const started = await manager.start(owner, request);
      await breathe();
      return started;
    },
    /** A finished exchange: its question and reply. */
    async exchange(text: string, reply: string, parentId = rootId) {
      const request = ask(text, { parentId });
      await manager.start(owner, request);
      await breathe();
      model.last
        .start()
        .say(reply)
        .finish("stop", { tokens: [1, 2] });
      await manager.idle();
      return { questionId: request.question.id, replyId: request.replyId };
    },
  };
}

export type Workbench = ReturnType<typeof openWorkbench>;
