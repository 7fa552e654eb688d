import {
  beginTurn,
  brokenReply,
  failureOf,
  replyFailure,
  stepTurn,
  stoppedReply,
  type TurnEffect,
  type TurnEnd,
  type TurnInput,
  type TurnState,
} from "@grok/assistant";
import { branchToSumUp, ConversationError, type ConversationNode, type RunStart } from "@grok/conversation";
import type { GenerateRequest } from "@grok/model";
import type { PostQuery } from "@grok/posts";
import { EventLog } from "./event-log.ts";
import type { RunContext } from "./run-context.ts";
import type { LiveUse, ResolvedModel, RunInfo, RunSnapshot } from "./run-manager.ts";
import { RunStorage } from "./run-storage.ts";
import { searchInTime } from "./search-in-time.ts";

// One reply on its way: does what the turn's effects say and reports back what came of it. Readers hear of events at
// once, the store a little later, and of the end only once it is stored, so that whoever hears it can build on it.

/** How often the turn is told that time passes, until the model writes. */
const tickMs = 500;

type Timeless<Input> = Input extends unknown ? Omit<Input, "atMs"> : never;

export class LiveRun {
  readonly info: RunInfo;
  /** Resolves when the end is told; the store has it by then, or keeps refusing it. Never rejects. */
  readonly ended: Promise<void>;
  readonly log: EventLog;
  readonly #context: RunContext;
  readonly #reply: ConversationNode;
  readonly #instructions: string;
  readonly #live: LiveUse;
  readonly #storage: RunStorage;
  readonly #abort = new AbortController();
  readonly #tellEnd: () => void;
  #turn: TurnState | null = null;
  #model: ResolvedModel | null = null;
  #ending = false;
  /** Takes back the timer that ends the pause between two batches of events; null when the next goes out at once. */
  #pause: (() => void) | null = null;
  readonly #timers = new Set<() => void>();

  constructor(context: RunContext, start: RunStart, live: LiveUse) {
    const { conversation, run, nodes } = start;
    this.#context = context;
    this.#reply = nodes.at(-1)!;
    this.#instructions = conversation.instructions;
    this.#live = live;
    this.info = { id: run.id, conversationId: run.conversationId, ownerId: run.ownerId, kind: run.kind };
    this.log = new EventLog(this.#reply.parts);
    this.#storage = new RunStorage(context, this.info, this.log, (error) => this.#storeFailed(error));
    const { promise, resolve } = Promise.withResolvers<void>();
    this.ended = promise;
    this.#tellEnd = resolve;
  }

  snapshot(): RunSnapshot {
    const { seq, parts, lastRead } = this.log;
    const { provenance, citations } = this.#reply;
    const node = {
      ...this.#reply,
      parts,
      citations: lastRead?.citations ?? citations,
      provenance: provenance && { ...provenance, ...(lastRead && { live: lastRead.reading }) },
    };
    return { ...this.info, seq, node };
  }

  /** Whether the end was told but not yet stored. */
  get unsettled(): boolean {
    return this.#storage.unsettled;
  }

  /** Tries once more to store the end; resolves to whether there is nothing left to store. Never rejects. */
  settle(): Promise<boolean> {
    return this.#storage.settle();
  }

  /** Writes the reply, from asking for the model to the end. To be called once; never rejects. */
  async drive(): Promise<void> {
    try {
      this.#tick();
      await this.#begin();
    } catch (error) {
      this.#breakOff(failureFrom(error));
    }
  }

  stop(by: "user" | "shutdown"): void {
    if (this.#turn !== null) this.#step({ type: "stop", by });
    else this.#end({ node: stoppedReply(this.#reply, this.#reply.parts, by), generated: null });
  }

  async #begin(): Promise<void> {
    const { store, resolveModel, random, now, timeZone } = this.#context;
    const { ownerId, conversationId, kind } = this.info;
    const asked = this.#reply.provenance?.modelAsked ?? "grok";
    const model = await resolveModel(asked);
    if (this.#ending) return;
    if (model === null) return this.#breakOff(modelMissing(asked));
    this.#model = model;

    const path = await store.path(ownerId, conversationId, this.#reply.parentId!);
    const replies = path.filter((node) => node.role === "assistant").map((node) => node.id);
    const { editedFrom: from, sourceId } = this.#reply;
    const source =
      sourceId === null ? null : branchToSumUp(path, await store.path(ownerId, conversationId, sourceId));
    const generated = await store.generated(conversationId, from === null ? replies : [...replies, from]);
    const postsAvailable = await this.#hasPosts();
    if (this.#ending) return;

    const step = beginTurn({
      reply: this.#reply,
      kind,
      path,
      instructions: this.#instructions,
      source,
      generated,
      model: model.description,
      provider: model.provider.name,
      timeZone,
      pick: random(),
      nowMs: now(),
      live: this.#live,
      postsAvailable,
    });
    this.#turn = step.state;
    this.#act(step.effects);
  }

  #step(input: Timeless<TurnInput>): void {
    if (this.#turn === null || this.#ending) return;
    const step = stepTurn(this.#turn, { ...input, atMs: this.#context.now() } as TurnInput);
    this.#turn = step.state;
    this.#act(step.effects);
  }

  #act(effects: readonly TurnEffect[]): void {
    for (const effect of effects) {
      switch (effect.type) {
        case "emit":
          this.log.add(effect.event);
          break;
        case "ask":
          void this.#readModel(effect.request);
          break;
        case "search-posts":
          void this.#searchPosts(effect.query);
          break;
        case "count-tokens":
          void this.#countTokens(effect.modelId, effect.messages);
          break;
        case "cancel":
          this.#abort.abort();
          this.#after(this.#context.settings.stopGraceMs, () => this.#step({ type: "stream-lost" }));
          break;
        case "end":
          this.#end(effect.end);
      }
    }
    this.#emit();
  }

  async #readModel(request: GenerateRequest): Promise<void> {
    try {
      for await (const part of this.#model!.provider.generate({ ...request, signal: this.#abort.signal })) {
        this.#step({ type: "part", part });
        // After its last part the turn may have asked again; that answer is read on its own.
        if (this.#ending || part.type === "finish" || part.type === "error") return;
      }
      this.#step({ type: "stream-lost" });
    } catch (error) {
      // A provider that keeps its contract never comes here.
      this.#breakOff(failureOf(error));
    }
  }

  async #hasPosts(): Promise<boolean> {
    const { posts, log } = this.#context;
    if (posts === null || this.#live === "off") return false;
    try {
      return await posts.available();
    } catch (error) {
      log("warn", "the index of posts does not say whether it can be searched", { error: String(error) });
      return false;
    }
  }

  async #searchPosts(query: PostQuery): Promise<void> {
    const answer = await searchInTime(this.#context, query, this.#abort.signal);
    this.#step({ type: "posts-found", answer });
  }

  async #countTokens(modelId: string, messages: GenerateRequest["messages"]): Promise<void> {
    try {
      const count = await this.#model!.provider.countTokens(modelId, messages);
      this.#step({ type: "counted", count });
    } catch (error) {
      this.#context.log("warn", "a prompt could not be counted", { run: this.info.id, error: String(error) });
      this.#step({ type: "counted", count: null });
    }
  }

  /** Tells what waits, at most every `emitEveryMs`; the first of a batch goes out at once. */
  #emit(): void {
    if (this.#pause !== null || !this.log.hasDrafts) return;
    this.#publish();
    this.#pause = this.#context.timers.after(this.#context.settings.emitEveryMs, () => {
      this.#pause = null;
      this.#emit();
    });
  }

  #publish(): void {
    const events = this.log.flush();
    if (events.length === 0) return;
    this.#context.tell("onEvents", () => this.#context.onEvents(this.info, events));
    if (!this.#ending) this.#storage.schedule();
  }

  #tick(): void {
    this.#after(tickMs, () => {
      this.#step({ type: "time" });
      if (this.#turn?.phase !== "writing" && !this.#ending) this.#tick();
    });
  }

  #storeFailed(error: unknown): void {
    this.#context.log("error", "a reply could not be stored", { run: this.info.id, error: String(error) });
    this.#breakOff(failureFrom(error));
  }

  /** Ends the reply because something around the model broke; what was written stands. */
  #breakOff(failure: NonNullable<ConversationNode["failure"]>): void {
    if (this.#ending) return;
    if (this.#turn !== null) this.#step({ type: "broken", ...failure });
    else this.#end({ node: brokenReply(this.#reply, this.#reply.parts, failure), generated: null });
  }

  #end(end: TurnEnd): void {
    if (this.#ending) return;
    this.#ending = true;
    this.#abort.abort();
    for (const cancel of this.#timers) cancel();
    this.#pause?.();
    this.#publish();
    void this.#storage.end(end).then((node) => {
      this.#context.forget(this);
      this.log.add({ type: "ended", node });
      const events = this.log.flush();
      this.#context.tell("onEvents", () => this.#context.onEvents(this.info, events));
      this.#tellEnd();
    });
  }

  #after(delayMs: number, call: () => void): void {
    const cancel = this.#context.timers.after(delayMs, () => {
      this.#timers.delete(cancel);
      try {
        call();
      } catch (error) {
        this.#breakOff(failureFrom(error));
      }
    });
    this.#timers.add(cancel);
  }
}

function modelMissing(name: string): NonNullable<ConversationNode["failure"]> {
  const which =
    name === "grok" || name === "grok-mini"
      ? "No model"
      : `No model named ${JSON.stringify(name.slice(0, 100))}`;
  return replyFailure(
    "model-missing",
    `${which} can answer here yet. The question is kept: choose or fetch a model, then regenerate this reply.`,
  );
}

function failureFrom(error: unknown): NonNullable<ConversationNode["failure"]> {
  if (error instanceof ConversationError) return replyFailure(error.code, error.message);
  return failureOf(error);
}
