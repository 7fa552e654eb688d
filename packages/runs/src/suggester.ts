import type { planSuggestions } from "@grok/assistant";
import type { ConversationId, ConversationStore, NodeId, OwnerId, PersonaMode } from "@grok/conversation";
import type { GenerateRequest } from "@grok/model";
import { RunError } from "./run-error.ts";
import type { ResolvedModel, RunManagerOptions } from "./run-manager.ts";
import type { Timers } from "./timers.ts";

/** Nobody waits longer for something to click on. */
const askedMs = 20_000;
/** More than three questions in any wrapping; a model that writes on has lost its way. */
const answerLengthMax = 8_000;

export interface SuggestRequest {
  readonly conversationId: ConversationId;
  /** A reply that has ended. */
  readonly leafId: NodeId;
  /** As in `StartRequest`. */
  readonly model: string;
  readonly mode: PersonaMode;
}

export interface SuggestedQuestions {
  /** Best first; empty where only silly ones could be made. */
  readonly questions: readonly string[];
  readonly madeBy: "model" | "code";
}

export interface SuggesterParts {
  readonly store: ConversationStore;
  readonly resolveModel: RunManagerOptions["resolveModel"];
  readonly plan: typeof planSuggestions;
  readonly timers: Timers;
  readonly timeZone: string;
  readonly random: () => number;
  readonly log: NonNullable<RunManagerOptions["log"]>;
  /** Whether replies are being written, which come first. */
  readonly busy: () => boolean;
}

/**
 * Questions that one might ask next. A model that can is asked, one question at a time and never beside a reply;
 * otherwise, and where it has nothing of use to say, code makes them.
 */
export class Suggester {
  readonly #parts: SuggesterParts;
  #asking: AbortController | null = null;

  constructor(parts: SuggesterParts) {
    this.#parts = parts;
  }

  /** Throws "not-found" for a place that is not there, "still-running" for a reply that is not whole. */
  async suggest(
    ownerId: OwnerId,
    { conversationId, leafId, model: name, mode }: SuggestRequest,
    signal: AbortSignal,
  ): Promise<SuggestedQuestions> {
    const { store, plan, random, timeZone } = this.#parts;
    const path = await store.path(ownerId, conversationId, leafId);
    if (path.at(-1)!.status === "running")
      throw new RunError("still-running", `reply ${leafId} is still being written; ask when it has ended`);
    const model = await this.#resolved(name || "grok");
    if (model === null) return { questions: [], madeBy: "code" };

    const { instructions } = await store.conversation(ownerId, conversationId);
    const replies = path.filter((node) => node.role === "assistant").map((node) => node.id);
    const { fallback, request, read } = plan({
      path,
      model: model.description,
      mode,
      pick: random(),
      generated: await store.generated(conversationId, replies),
      instructions,
      timeZone,
    });
    const text =
      request === null ? null : await this.#ask(model, { affinity: conversationId, ...request }, signal);
    const questions = text === null ? [] : read(text);
    return questions.length > 0 ? { questions, madeBy: "model" } : { questions: fallback, madeBy: "code" };
  }

  /** A reply wants the model now: what is being asked for suggestions ends. */
  giveWay(): void {
    this.#asking?.abort();
  }

  async #resolved(name: string): Promise<ResolvedModel | null> {
    try {
      return await this.#parts.resolveModel(name);
    } catch (error) {
      this.#parts.log("warn", "no model could be had for suggestions", { error: String(error) });
      return null;
    }
  }

  /** What the model says, or null where it does not get to say it. */
  async #ask(model: ResolvedModel, request: GenerateRequest, signal: AbortSignal): Promise<string | null> {
    if (this.#asking !== null || this.#parts.busy() || signal.aborted) return null;
    const asking = new AbortController();
    this.#asking = asking;
    const abort = () => asking.abort();
    signal.addEventListener("abort", abort, { once: true });
    const cancelTimer = this.#parts.timers.after(askedMs, abort);
    const reading = this.#read(model, { ...request, signal: asking.signal }).finally(() => {
      this.#asking = null;
    });
    // A model that does not honour an abort keeps its turn, but nobody waits for it.
    const aborted = new Promise<null>((resolve) =>
      asking.signal.addEventListener("abort", () => resolve(null), { once: true }),
    );
    try {
      return await Promise.race([reading, aborted]);
    } finally {
      cancelTimer();
      signal.removeEventListener("abort", abort);
    }
  }

  async #read(model: ResolvedModel, request: GenerateRequest): Promise<string | null> {
    let text = "";
    try {
      for await (const part of model.provider.generate(request)) {
        if (part.type === "text-delta") text += part.text;
        if (part.type === "error") throw part.error;
        if (part.type === "finish") return part.reason === "stop" || part.reason === "length" ? text : null;
        if (text.length > answerLengthMax) return null;
      }
    } catch (error) {
      this.#parts.log("warn", "the model could not suggest questions", { error: String(error) });
    }
    return null;
  }
}
