import { planSuggestions, titleFrom } from "@grok/assistant";
import type { ConversationSummary, OwnerId, Run, RunEvent, RunId } from "@grok/conversation";
import { endDeadRun } from "./dead-run.ts";
import { LiveRun } from "./live-run.ts";
import { planRun, storedStart } from "./plan-run.ts";
import type { RunContext } from "./run-context.ts";
import { RunError } from "./run-error.ts";
import {
  defaultRunSettings,
  type RunInfo,
  type RunManager,
  type RunManagerOptions,
  type StartedRun,
  type StartRequest,
} from "./run-manager.ts";
import { Suggester, type SuggestRequest } from "./suggester.ts";
import { systemTimers } from "./timers.ts";

/** The run manager of this process; see `RunManager` for what it promises. */
export function createRunManager(options: RunManagerOptions): RunManager {
  return new Manager(options);
}

class Manager implements RunManager {
  readonly #context: RunContext;
  readonly #options: RunManagerOptions;
  readonly #suggester: Suggester;
  /** Runs whose end is not told yet, in the order in which they began. */
  readonly #live = new Map<RunId, LiveRun>();
  /** Runs whose end was told but is refused by the store. */
  readonly #unsettled = new Map<RunId, LiveRun>();
  /** Starts that the store is busy with, by reply id. */
  readonly #starting = new Map<RunId, Promise<unknown>>();
  /** Work that goes on behind the calls; `idle` waits for it. */
  readonly #tasks = new Set<Promise<void>>();
  #retry: (() => void) | null = null;
  #disposed: Promise<void> | null = null;

  constructor(options: RunManagerOptions) {
    this.#options = options;
    const log = options.log ?? (() => {});
    this.#context = {
      store: options.store,
      resolveModel: options.resolveModel,
      posts: options.posts ?? null,
      now: options.now ?? Date.now,
      timers: options.timers ?? systemTimers,
      random: options.random ?? Math.random,
      timeZone: options.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
      settings: { ...defaultRunSettings, ...options.settings },
      log,
      onEvents: (run, events) => options.onEvents?.(run, events),
      tell: (name, call) => {
        try {
          call();
        } catch (error) {
          log("error", `${name} threw`, { error: String(error) });
        }
      },
      forget: (run) => this.#forget(run),
    };
    this.#suggester = new Suggester({
      ...this.#context,
      plan: planSuggestions,
      busy: () => this.#live.size + this.#starting.size > 0,
    });
  }

  get liveCount(): number {
    return this.#live.size;
  }

  async start(ownerId: OwnerId, request: StartRequest): Promise<StartedRun> {
    const { replyId } = request;
    // A second call with the same id waits for the first and then finds what it stored.
    while (this.#starting.has(replyId)) await this.#starting.get(replyId);
    const attempt = this.#start(ownerId, request);
    this.#starting.set(
      replyId,
      attempt.then(
        () => {},
        () => {},
      ),
    );
    try {
      return await attempt;
    } finally {
      this.#starting.delete(replyId);
    }
  }

  async stop(ownerId: OwnerId, runId: RunId): Promise<void> {
    await this.#starting.get(runId);
    const live = this.#live.get(runId);
    if (live?.info.ownerId === ownerId) {
      live.stop("user");
      return live.ended;
    }
    const run = await this.#context.store.run(ownerId, runId);
    if (run.status === "live" && !this.#isOurs(runId)) await this.#endDead(run);
  }

  snapshot(ownerId: OwnerId) {
    return [...this.#live.values()]
      .filter((live) => live.info.ownerId === ownerId)
      .map((live) => live.snapshot());
  }

  events(ownerId: OwnerId, runId: RunId, after: number): AsyncIterable<RunEvent> {
    const ours = this.#ours(ownerId, runId);
    return ours ? ours.log.read(after) : this.#storedEvents(ownerId, runId, after);
  }

  suggestQuestions(ownerId: OwnerId, request: SuggestRequest, signal: AbortSignal) {
    return this.#suggester.suggest(ownerId, request, signal);
  }

  recover(): Promise<number> {
    return this.#endDeadRuns(Number.MAX_SAFE_INTEGER);
  }

  reap(): Promise<number> {
    return this.#endDeadRuns(this.#context.now() - this.#context.settings.staleAfterMs);
  }

  async idle(): Promise<void> {
    while (this.#tasks.size > 0 || this.#starting.size > 0)
      await Promise.all([...this.#tasks, ...this.#starting.values()]);
  }

  dispose(): Promise<void> {
    this.#disposed ??= this.#endAll();
    return this.#disposed;
  }

  async #start(ownerId: OwnerId, request: StartRequest): Promise<StartedRun> {
    const { store, now, log } = this.#context;
    const repeated = await storedStart(store, ownerId, request);
    if (repeated !== null) return repeated;
    this.#requireRoom(ownerId);
    this.#suggester.giveWay();

    const plan = await planRun(store, ownerId, request, now());
    if (this.#disposed) throw shuttingDown();
    const isNew = await store.startRun(plan);
    if (!isNew) return (await storedStart(store, ownerId, request))!;

    const live = new LiveRun(this.#context, plan, request.live ?? "auto");
    this.#live.set(plan.run.id, live);
    try {
      const conversation = await this.#titled(ownerId, request);
      this.#tellConversation(conversation);
      this.#context.tell("onNodes", () => this.#options.onNodes?.(ownerId, plan.conversation.id, plan.nodes));
      return { conversation, nodes: plan.nodes };
    } finally {
      log("info", "a reply begins", { run: plan.run.id, kind: plan.run.kind });
      this.#track(this.#finish(live));
    }
  }

  /** The conversation as it is now, named after its first question where it had no name yet. */
  async #titled(ownerId: OwnerId, request: StartRequest): Promise<ConversationSummary> {
    const { store } = this.#context;
    const conversation = await store.conversation(ownerId, request.conversationId);
    if (request.kind !== "answer" || conversation.title !== "" || conversation.titledBy === "user")
      return conversation;
    return store.retitle(ownerId, conversation.id, titleFrom(request.question.text), "code");
  }

  /** Drives a run to its end and tells what the end changed about its conversation. */
  async #finish(live: LiveRun): Promise<void> {
    void live.drive();
    await live.ended;
    const { ownerId, conversationId, id } = live.info;
    try {
      this.#tellConversation(await this.#context.store.conversation(ownerId, conversationId));
    } catch (error) {
      this.#context.log("warn", "a conversation could not be read after a reply", {
        run: id,
        error: String(error),
      });
    }
  }

  #requireRoom(ownerId: OwnerId): void {
    if (this.#disposed) throw shuttingDown();
    const { runsPerOwnerMax } = this.#context.settings;
    const count = [...this.#live.values()].filter((live) => live.info.ownerId === ownerId).length;
    if (count >= runsPerOwnerMax)
      throw new RunError(
        "too-many-runs",
        `${count} replies are being written, the limit is ${runsPerOwnerMax}; wait for one to end or stop one`,
      );
  }

  #isOurs(runId: RunId): boolean {
    return this.#live.has(runId) || this.#unsettled.has(runId) || this.#starting.has(runId);
  }

  #ours(ownerId: OwnerId, runId: RunId): LiveRun | null {
    const run = this.#live.get(runId) ?? this.#unsettled.get(runId);
    return run?.info.ownerId === ownerId ? run : null;
  }

  async *#storedEvents(ownerId: OwnerId, runId: RunId, after: number): AsyncGenerator<RunEvent> {
    await this.#starting.get(runId);
    const { store } = this.#context;
    const run = await store.run(ownerId, runId);
    // It may have begun since `events` was called.
    const ours = this.#ours(ownerId, runId);
    if (ours !== null) return yield* ours.log.read(after);
    const events = await store.runEvents(ownerId, runId, after);
    yield* events;
    if (run.status !== "ended" || events.at(-1)?.type === "ended" || after >= run.seq) return;
    const [node] = await store.nodes(ownerId, run.conversationId, [runId]);
    yield { seq: run.seq, type: "ended", node: node! };
  }

  async #endDeadRuns(heartbeatBeforeMs: number): Promise<number> {
    let ended = 0;
    for (const run of await this.#context.store.staleRuns(heartbeatBeforeMs)) {
      if (this.#isOurs(run.id)) continue;
      try {
        await this.#endDead(run);
        ended++;
      } catch (error) {
        this.#context.log("error", "a dead run could not be ended", { run: run.id, error: String(error) });
      }
    }
    return ended;
  }

  async #endDead(run: Run): Promise<void> {
    const info: RunInfo = {
      id: run.id,
      conversationId: run.conversationId,
      ownerId: run.ownerId,
      kind: run.kind,
    };
    const ended = await endDeadRun(this.#context.store, run);
    this.#context.log("warn", "a run without a writer was ended", { run: run.id });
    this.#context.tell("onEvents", () => this.#context.onEvents(info, [ended]));
    this.#tellConversation(await this.#context.store.conversation(run.ownerId, run.conversationId));
  }

  #forget(live: LiveRun): void {
    this.#live.delete(live.info.id);
    if (!live.unsettled) return;
    this.#unsettled.set(live.info.id, live);
    this.#retryLater();
  }

  #retryLater(): void {
    if (this.#disposed) return;
    this.#retry ??= this.#context.timers.after(this.#context.settings.heartbeatMs, () => {
      this.#retry = null;
      this.#track(this.#settleAll());
    });
  }

  async #settleAll(): Promise<void> {
    for (const [id, live] of this.#unsettled) if (await live.settle()) this.#unsettled.delete(id);
    if (this.#unsettled.size > 0) this.#retryLater();
  }

  async #endAll(): Promise<void> {
    this.#retry?.();
    this.#suggester.giveWay();
    await Promise.all(this.#starting.values());
    for (const live of this.#live.values()) live.stop("shutdown");
    await this.idle();
    await this.#settleAll();
  }

  #tellConversation(summary: ConversationSummary): void {
    this.#context.tell("onConversation", () => this.#options.onConversation?.(summary));
  }

  #track(task: Promise<void>): void {
    const tracked = task.finally(() => this.#tasks.delete(tracked));
    this.#tasks.add(tracked);
  }
}

function shuttingDown(): RunError {
  return new RunError(
    "shutting-down",
    "the server is going down; nothing was stored, so ask again when it is back",
  );
}
