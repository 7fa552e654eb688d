import { Worker } from "node:worker_threads";
import type {
  IndexAnswers,
  IndexReply,
  IndexTask,
  IndexThreadData,
  MessageVectors,
  VectorHit,
} from "./index-task.ts";
import { VectorError } from "./vector-error.ts";
import type { VectorKind } from "./vector-file.ts";

/** Vectors of messages, searched in a thread of its own. All methods reject with `VectorError`. */
export interface VectorIndex {
  /** Stores the vectors of messages that were read; those that are there are replaced. */
  put(owner: string, conversationId: string, messages: readonly MessageVectors[]): Promise<void>;
  remove(owner: string, conversationId: string, ids: readonly string[]): Promise<void>;
  /** What has been read of a conversation. */
  messageIds(owner: string, conversationId: string): Promise<readonly string[]>;
  /** Conversations of which anything is here. */
  conversations(owner: string): Promise<readonly string[]>;
  /** Messages that have been read. */
  count(owner: string): Promise<number>;
  /** Messages nearest to a vector of length 1, best first, each once. Less similar ones than `similarityMin` are left out. */
  search(
    owner: string,
    query: Float32Array,
    options: { readonly limit: number; readonly similarityMin: number },
  ): Promise<readonly VectorHit[]>;
  /** Idempotent. What is still asked for fails. */
  close(): Promise<void>;
}

interface Waiting {
  resolve(value: unknown): void;
  reject(error: Error): void;
}

/**
 * The index in a file. Nothing is opened before it is first asked for; then its thread holds all vectors in memory, one
 * byte a number. A file of another kind, or a damaged one, is begun anew.
 */
export function openVectorIndex(path: string, kind: VectorKind): VectorIndex {
  const waiting = new Map<number, Waiting>();
  let worker: Worker | undefined;
  let lastId = 0;
  let closed = false;

  function failAll(error: Error): void {
    worker = undefined;
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  }

  function start(): Worker {
    const data: IndexThreadData = { path, kind };
    const started = new Worker(new URL("./index-thread.ts", import.meta.url), {
      workerData: data,
      execArgv: [],
    });
    started.unref();
    started.on("message", (reply: IndexReply) => {
      const asked = waiting.get(reply.id);
      waiting.delete(reply.id);
      if (waiting.size === 0) started.unref();
      if ("error" in reply)
        asked?.reject(new VectorError(reply.error.code, `${path}: ${reply.error.message}`));
      else asked?.resolve(reply.result);
    });
    started.on("error", (error) =>
      failAll(new VectorError("disk-failed", `${path}: ${error}`, { cause: error })),
    );
    started.on("exit", () => {
      if (worker === started) failAll(new VectorError("closed", `${path} was closed`));
    });
    return started;
  }

  function ask<Type extends IndexTask["type"]>(
    task: Extract<IndexTask, { type: Type }>,
  ): Promise<IndexAnswers[Type]> {
    if (closed) return Promise.reject(new VectorError("closed", `${path} was closed`));
    worker ??= start();
    const id = ++lastId;
    // Somebody waits: the process must not end before the answer.
    worker.ref();
    worker.postMessage({ id, task });
    return new Promise((resolve, reject) => {
      waiting.set(id, { resolve: resolve as (value: unknown) => void, reject });
    });
  }

  return {
    put: (owner, conversationId, messages) => ask<"put">({ type: "put", owner, conversationId, messages }),
    remove: (owner, conversationId, ids) => ask<"remove">({ type: "remove", owner, conversationId, ids }),
    messageIds: (owner, conversationId) => ask<"messageIds">({ type: "messageIds", owner, conversationId }),
    conversations: (owner) => ask<"conversations">({ type: "conversations", owner }),
    count: (owner) => ask<"count">({ type: "count", owner }),
    search: (owner, query, options) => ask<"search">({ type: "search", owner, query, ...options }),
    async close() {
      closed = true;
      const ending = worker;
      failAll(new VectorError("closed", `${path} was closed`));
      await ending?.terminate();
    },
  };
}
