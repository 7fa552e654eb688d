import type { TurnEnd } from "@grok/assistant";
import { ConversationError, type ConversationNode, type RunEnd } from "@grok/conversation";
import type { EventLog } from "./event-log.ts";
import type { RunContext } from "./run-context.ts";
import type { RunInfo } from "./run-manager.ts";

/**
 * Brings one run's events to the store, one call at a time: appended every `storeEveryMs`, folded into the node every
 * `foldEveryMs`, with a heartbeat when there is nothing to say.
 */
export class RunStorage {
  readonly #context: RunContext;
  readonly #info: RunInfo;
  readonly #log: EventLog;
  readonly #onFailure: (error: unknown) => void;
  /** The last event that the store has. */
  #storedSeq = 0;
  #foldedAtMs: number;
  #cancelTimer: (() => void) | null = null;
  #timerIsHeartbeat = false;
  #queue: Promise<void> = Promise.resolve();
  #over = false;
  #unsettled: RunEnd | null = null;

  /** `onFailure`: told of the first failure; nothing is appended after it. */
  constructor(context: RunContext, info: RunInfo, log: EventLog, onFailure: (error: unknown) => void) {
    this.#context = context;
    this.#info = info;
    this.#log = log;
    this.#onFailure = onFailure;
    this.#foldedAtMs = context.now();
    this.#wait(context.settings.heartbeatMs, true);
  }

  get unsettled(): boolean {
    return this.#unsettled !== null;
  }

  /** There are new events. */
  schedule(): void {
    if (this.#cancelTimer !== null && !this.#timerIsHeartbeat) return;
    this.#wait(this.#context.settings.storeEveryMs, false);
  }

  /**
   * Stores the end, with every event before it, and gives the node to tell readers: where the store refuses it, one
   * that says so, and storing is then up to `settle`. Never rejects.
   */
  async end({ node, generated }: TurnEnd): Promise<ConversationNode> {
    this.#over = true;
    this.#cancelTimer?.();
    await this.#queue;
    try {
      await this.#context.store.endRun(this.#runEnd(node, generated));
      return node;
    } catch (error) {
      if (isConflict(error)) return this.#endedElsewhere(node);
      this.#context.log("error", "the end of a reply could not be stored", {
        run: this.#info.id,
        error: String(error),
      });
      const unstored = withStoreFailure(node, error);
      this.#unsettled = this.#runEnd(unstored, generated);
      return unstored;
    }
  }

  async settle(): Promise<boolean> {
    if (this.#unsettled === null) return true;
    try {
      await this.#context.store.endRun(this.#unsettled);
      this.#unsettled = null;
    } catch (error) {
      // Somebody else ended the run, or it is gone: there is nothing left to do for it.
      if (isConflict(error)) this.#unsettled = null;
    }
    return this.#unsettled === null;
  }

  #wait(delayMs: number, isHeartbeat: boolean): void {
    this.#cancelTimer?.();
    this.#timerIsHeartbeat = isHeartbeat;
    this.#cancelTimer = this.#context.timers.after(delayMs, () => {
      this.#cancelTimer = null;
      this.#queue = this.#queue.then(() => this.#store());
    });
  }

  async #store(): Promise<void> {
    if (this.#over) return;
    const { store, now, settings } = this.#context;
    const { seq, parts } = this.#log;
    try {
      await store.appendRunEvents(this.#info.id, this.#log.since(this.#storedSeq), now());
      const isNews = seq > this.#storedSeq;
      this.#storedSeq = seq;
      if (isNews && now() - this.#foldedAtMs >= settings.foldEveryMs) {
        await store.foldRun(this.#info.id, parts, seq);
        this.#foldedAtMs = now();
      }
    } catch (error) {
      this.#over = true;
      this.#onFailure(error);
      return;
    }
    if (this.#over || this.#cancelTimer !== null) return;
    const more = this.#log.seq > this.#storedSeq;
    this.#wait(more ? settings.storeEveryMs : settings.heartbeatMs, !more);
  }

  #runEnd(node: ConversationNode, generated: TurnEnd["generated"]): RunEnd {
    const ended = { seq: this.#log.seq + 1, type: "ended", node } as const;
    return {
      runId: this.#info.id,
      node,
      events: [...this.#log.since(this.#storedSeq), ended],
      generated,
    };
  }

  /** Another process took this run for dead, or stopped it: what it stored is the truth. */
  async #endedElsewhere(node: ConversationNode): Promise<ConversationNode> {
    const { ownerId, conversationId, id } = this.#info;
    this.#context.log("warn", "a reply was ended by another process", { run: id });
    try {
      const [stored] = await this.#context.store.nodes(ownerId, conversationId, [id]);
      return stored ?? node;
    } catch {
      return node;
    }
  }
}

function isConflict(error: unknown): boolean {
  return error instanceof ConversationError && (error.code === "conflict" || error.code === "not-found");
}

function withStoreFailure(node: ConversationNode, error: unknown): ConversationNode {
  const code = error instanceof ConversationError ? error.code : "storage-broken";
  const reason = error instanceof Error ? error.message : String(error);
  const message = `This reply is not stored yet: ${reason.slice(0, 300)}. It is kept in memory, and storing it is tried again.`;
  const status = node.status === "done" ? "interrupted" : node.status;
  return { ...node, status, failure: { code, message } };
}
