import { type EmbedderSpec, ModelError, toModelError } from "@grok/model";
import type { TextAnswer, TextTask } from "./engine-host.ts";

/** An engine as the queue handles it (see `EngineHost`). */
export interface TextEngine {
  readonly pid: number | undefined;
  readonly dead: boolean;
  answer(task: TextTask): Promise<TextAnswer>;
  close(): Promise<void>;
}

export interface TextQueueOptions {
  readonly spec: EmbedderSpec;
  open(spec: EmbedderSpec): Promise<TextEngine>;
  /** An engine that is not asked for so long is closed. */
  readonly idleMs: number;
  /** Milliseconds that only grow. */
  now(): number;
}

interface Request {
  readonly tasks: readonly TextTask[];
  readonly answers: TextAnswer[];
  readonly done: PromiseWithResolvers<TextAnswer[]>;
}

/** More wait nowhere useful: whoever asks then is told to come later. */
const requestsMax = 64;
/** After so many deaths in a row, without an answer between them, a model rests for a minute. */
const deathsMax = 3;
const restMs = 60_000;

/**
 * The texts of all requests for one model, one after another: each request in turn gives one text, so that a short one
 * never waits for a long one. The engine is started with the first text and again after it died.
 */
export class TextQueue {
  readonly spec: EmbedderSpec;
  readonly #options: TextQueueOptions;
  readonly #requests: Request[] = [];
  #working = false;
  #engine: TextEngine | undefined;
  #idle: NodeJS.Timeout | undefined;
  #closed = false;
  #deaths = 0;
  #restsUntil = 0;

  constructor(options: TextQueueOptions) {
    this.spec = options.spec;
    this.#options = options;
  }

  /** Of the engine, while one runs. */
  get pid(): number | undefined {
    return this.#engine?.pid;
  }

  /** One answer for each task, in order. Rejects with `ModelError`; "cancelled" at once when `signal` aborts. */
  async run(tasks: readonly TextTask[], signal: AbortSignal | undefined): Promise<TextAnswer[]> {
    if (signal?.aborted) throw cancelled();
    if (this.#closed) throw new ModelError("engine-lost", "the embedder was shut down");
    if (tasks.length === 0) return [];
    if (this.#requests.length >= requestsMax)
      throw new ModelError(
        "rate-limited",
        `${requestsMax} requests wait for ${this.spec.title} already; ask again in a few seconds`,
        { retryAfterMs: 5_000 },
      );
    const request: Request = { tasks, answers: [], done: Promise.withResolvers() };
    const leave = () => {
      this.#remove(request);
      request.done.reject(cancelled());
    };
    signal?.addEventListener("abort", leave, { once: true });
    this.#requests.push(request);
    clearTimeout(this.#idle);
    if (!this.#working) void this.#work();
    try {
      return await request.done.promise;
    } finally {
      signal?.removeEventListener("abort", leave);
    }
  }

  /** Ends the engine; what waits fails. Idempotent. */
  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#idle);
    this.#failAll(new ModelError("engine-lost", "the embedder was shut down"));
    await this.#engine?.close();
  }

  async #work(): Promise<void> {
    this.#working = true;
    for (let request = this.#requests[0]; request !== undefined; request = this.#requests[0]) {
      try {
        const engine = await this.#opened();
        if (this.#requests[0] !== request) continue;
        const answer = await engine.answer(request.tasks[request.answers.length]!);
        this.#deaths = 0;
        this.#answered(request, answer);
      } catch (error) {
        this.#fail(request, toModelError(error));
      }
    }
    this.#working = false;
    if (this.#engine !== undefined && !this.#closed)
      this.#idle = setTimeout(() => void this.#rest(), this.#options.idleMs).unref();
  }

  /** To the end of the line, unless it is complete or was given up meanwhile. */
  #answered(request: Request, answer: TextAnswer): void {
    if (!this.#remove(request)) return;
    request.answers.push(answer);
    if (request.answers.length === request.tasks.length) request.done.resolve(request.answers);
    else this.#requests.push(request);
  }

  #remove(request: Request): boolean {
    const place = this.#requests.indexOf(request);
    if (place >= 0) this.#requests.splice(place, 1);
    return place >= 0;
  }

  async #opened(): Promise<TextEngine> {
    if (this.#engine?.dead === false) return this.#engine;
    const { spec, open, now } = this.#options;
    if (now() < this.#restsUntil)
      throw new ModelError(
        "model-broken",
        `the engine of ${spec.title} ended ${deathsMax} times in a row; it is tried again in a minute. Should it go on so, remove the model and download it again`,
      );
    this.#engine = undefined;
    const engine = await open(spec);
    this.#engine = engine;
    if (this.#closed) await engine.close();
    return engine;
  }

  /** Fails the request whose text did it; a model that cannot be loaded fails all that wait for it. */
  #fail(request: Request, error: ModelError): void {
    if (this.#engine?.dead) {
      this.#deaths++;
      if (this.#deaths >= deathsMax) {
        this.#deaths = 0;
        this.#restsUntil = this.#options.now() + restMs;
      }
    }
    if (this.#engine === undefined) this.#failAll(error);
    else if (this.#remove(request)) request.done.reject(error);
  }

  #failAll(error: ModelError): void {
    for (const { done } of this.#requests.splice(0)) done.reject(error);
  }

  async #rest(): Promise<void> {
    const engine = this.#engine;
    this.#engine = undefined;
    await engine?.close();
  }
}

function cancelled(): ModelError {
  return new ModelError("cancelled", "the request for vectors was cancelled");
}
