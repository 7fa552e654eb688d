import { Worker } from "node:worker_threads";
import type { ApiDatabase } from "./api-database.ts";
import { ApiStoreError } from "./api-store-error.ts";
import type { DatabaseAnswer, TaskName } from "./database-task.ts";

type Method<Name extends TaskName> = ApiDatabase[Name];

/** The database in its thread, which starts with the first task and keeps no idle process alive. */
export class ThreadedDatabase {
  readonly #path: string;
  #worker: Worker | undefined;
  readonly #waiting = new Map<number, PromiseWithResolvers<unknown>>();
  #lastId = 0;
  #closed = false;

  constructor(path: string) {
    this.#path = path;
  }

  ask<Name extends TaskName>(
    name: Name,
    ...args: Parameters<Method<Name>>
  ): Promise<ReturnType<Method<Name>>> {
    if (this.#closed) return Promise.reject(closedError());
    return this.#post(name, args) as Promise<ReturnType<Method<Name>>>;
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    const worker = this.#worker;
    if (worker === undefined) return;
    await this.#post("close", []).catch(() => {});
    await worker.terminate();
  }

  #post(name: TaskName, args: readonly unknown[]): Promise<unknown> {
    const worker = this.#started();
    const id = ++this.#lastId;
    // Somebody waits: the process must not end before the answer.
    if (this.#waiting.size === 0) worker.ref();
    const waiting = Promise.withResolvers<unknown>();
    this.#waiting.set(id, waiting);
    worker.postMessage({ id, name, args });
    return waiting.promise;
  }

  #started(): Worker {
    if (this.#worker !== undefined) return this.#worker;
    const worker = new Worker(new URL("./database-thread.ts", import.meta.url), {
      workerData: { path: this.#path },
      // Flags of the process that started us (--input-type, --watch) need not suit a file.
      execArgv: [],
    });
    worker.unref();
    worker.on("message", (answer: DatabaseAnswer) => {
      const waiting = this.#waiting.get(answer.id);
      this.#waiting.delete(answer.id);
      if (this.#waiting.size === 0) worker.unref();
      if ("error" in answer) waiting?.reject(new ApiStoreError(answer.error.code, answer.error.message));
      else waiting?.resolve(answer.result);
    });
    const end = () => {
      this.#worker = undefined;
      for (const waiting of this.#waiting.values()) waiting.reject(closedError());
      this.#waiting.clear();
    };
    worker.on("error", end).on("exit", end);
    this.#worker = worker;
    return worker;
  }
}

function closedError(): ApiStoreError {
  return new ApiStoreError("closed", "What the API keeps is closed; the server is going down.");
}
