import { Worker } from "node:worker_threads";
import { PostsError } from "@grok/posts";
import type { Answer, Question, ShownShard } from "./thread-messages.ts";

interface Waiting {
  resolve(value: unknown): void;
  reject(error: unknown): void;
}

// biome-ignore lint/suspicious/noExplicitAny: the functions of a table of calls, whatever they take.
type Calls = { readonly [name: string]: (argument: any) => unknown };

export interface ThreadOptions {
  readonly now: () => number;
  /** It ended by itself, which is a fault; everything that waits has failed by then. */
  readonly onDeath: (error: unknown) => void;
  readonly onBegan?: (shard: ShownShard) => void;
}

/** One worker thread and the questions that it has not answered yet. Keeps no idle process alive. */
export class Thread<Table extends { [Name in keyof Table]: Calls[string] }> {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  readonly #now: () => number;
  #lastId = 0;
  #ended: unknown = null;

  constructor(file: URL, data: object, { now, onDeath, onBegan = () => {} }: ThreadOptions) {
    this.#now = now;
    this.#worker = new Worker(file, {
      workerData: data,
      // Flags of the process that started us (--input-type, --watch) need not suit a file.
      execArgv: [],
    });
    this.#worker.unref();
    this.#worker.on("message", (answer: Answer) => {
      if ("began" in answer) onBegan(answer.began);
      else this.#settle(answer);
    });
    const die = (error: unknown) => {
      if (this.#ended !== null) return;
      this.#end(error);
      onDeath(error);
    };
    this.#worker.on("error", die);
    this.#worker.on("exit", (code) => die(new PostsError("closed", `a thread of the index ended (${code})`)));
  }

  ask<Name extends keyof Table & string>(
    call: Name,
    ...[argument]: Parameters<Table[Name]>
  ): Promise<ReturnType<Table[Name]>> {
    if (this.#ended !== null) return Promise.reject(this.#ended);
    const id = ++this.#lastId;
    // Somebody waits: the process must not end before the answer.
    if (this.#waiting.size === 0) this.#worker.ref();
    const question: Question = { id, call, argument, nowMs: this.#now() };
    this.#worker.postMessage(question);
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve: resolve as (value: unknown) => void, reject });
    });
  }

  /** Idempotent. */
  async end(): Promise<void> {
    if (this.#ended === null) this.#end(new PostsError("closed", "the index is closed"));
    // The process must not end before the files are closed.
    this.#worker.ref();
    await this.#worker.terminate();
  }

  #settle(answer: Exclude<Answer, { began: ShownShard }>): void {
    const waiting = this.#waiting.get(answer.id);
    this.#waiting.delete(answer.id);
    if (this.#waiting.size === 0) this.#worker.unref();
    if ("error" in answer) waiting?.reject(new PostsError(answer.error.code, answer.error.message));
    else waiting?.resolve(answer.result);
  }

  #end(error: unknown): void {
    this.#ended = error;
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }
}
