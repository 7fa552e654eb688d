// Work that only reads and may take long goes to a thread with a connection of its own: SQLite works synchronously,
// and an answer that is being streamed must not wait for somebody's search.

import { Worker } from "node:worker_threads";
import { ConversationError, type NodeOutline, type SearchHit } from "@grok/conversation";
import type { Database } from "./database.ts";
import type { DiagnoseOptions } from "./diagnose/check.ts";
import { type Diagnosis, diagnoseRest } from "./diagnose/diagnose.ts";
import { outlineOfConversation } from "./outline-table.ts";
import type { ReaderAnswer, ReaderTask } from "./reader-task.ts";
import { type SearchTask, search } from "./search-index.ts";

export interface Reader {
  search(task: SearchTask): Promise<readonly SearchHit[]>;
  outline(conversationKey: number): Promise<readonly NodeOutline[]>;
  /** Mends nothing. */
  diagnoseRest(options: DiagnoseOptions): Promise<Diagnosis>;
  /** Idempotent. What is still being read fails. */
  close(): Promise<void>;
}

/** A reader on the writer's own connection, for databases that no other connection can see. */
export function inlineReader(database: Database): Reader {
  return {
    search: async (task) => database.read(() => search(database, task)),
    outline: async (key) => database.read(() => outlineOfConversation(database, key)),
    diagnoseRest: (options) => diagnoseRest(database, { ...options, mend: false }),
    close: async () => {},
  };
}

/** A reader in a thread, which starts with the first task and keeps no idle process alive. */
export function workerReader(path: string): Reader {
  let thread: ReaderThread | null = null;
  let closed = false;
  const ask = <T>(task: ReaderTask): Promise<T> => {
    if (closed) throw closedError(path);
    if (thread === null || thread.ended) thread = new ReaderThread(path);
    return thread.ask<T>(task);
  };
  return {
    search: async (task) => ask({ type: "search", search: task }),
    outline: async (conversationKey) => ask({ type: "outline", conversationKey }),
    diagnoseRest: async (options) => ask({ type: "diagnose", options: { ...options, mend: false } }),
    async close() {
      closed = true;
      await thread?.close();
    },
  };
}

interface Waiting {
  resolve(value: unknown): void;
  reject(error: unknown): void;
}

class ReaderThread {
  ended = false;
  readonly #path: string;
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  #lastId = 0;

  constructor(path: string) {
    this.#path = path;
    this.#worker = new Worker(new URL("./reader-thread.ts", import.meta.url), {
      workerData: { path },
      // Flags of the process that started us (--input-type, --watch) need not suit a file.
      execArgv: [],
    });
    this.#worker.unref();
    this.#worker.on("message", (answer: ReaderAnswer) => this.#settle(answer));
    this.#worker.on("error", (error) => this.#end(error));
    this.#worker.on("exit", () => this.#end(closedError(path)));
  }

  ask<T>(task: ReaderTask): Promise<T> {
    const id = ++this.#lastId;
    // Somebody waits: the process must not end before the answer.
    if (this.#waiting.size === 0) this.#worker.ref();
    this.#worker.postMessage({ id, task });
    return new Promise<T>((resolve, reject) => {
      this.#waiting.set(id, { resolve: resolve as (value: unknown) => void, reject });
    });
  }

  async close(): Promise<void> {
    this.#end(closedError(this.#path));
    await this.#worker.terminate();
  }

  #settle(answer: ReaderAnswer): void {
    const waiting = this.#waiting.get(answer.id);
    this.#waiting.delete(answer.id);
    if (this.#waiting.size === 0) this.#worker.unref();
    if ("error" in answer) waiting?.reject(new ConversationError(answer.error.code, answer.error.message));
    else waiting?.resolve(answer.result);
  }

  #end(error: unknown): void {
    this.ended = true;
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }
}

function closedError(path: string): ConversationError {
  return new ConversationError("storage-broken", `the store ${path} was closed`);
}
