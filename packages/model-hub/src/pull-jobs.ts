import type { PullProgress } from "./download/progress.ts";
import { ModelHubError } from "./model-hub-error.ts";

interface Job<T> {
  result: Promise<T>;
  controller: AbortController;
  listeners: Set<(progress: PullProgress) => void>;
  last: PullProgress | undefined;
  callers: number;
}

/** What one caller brings to a job that others may share. */
export interface Caller {
  signal?: AbortSignal | undefined;
  onProgress?: ((progress: PullProgress) => void) | undefined;
}

/**
 * Runs each piece of work once however many ask for it at the same time. Every caller hears the progress; one that
 * aborts leaves, and the work stops when the last has left.
 */
export class PullJobs<T> {
  private readonly jobs = new Map<string, Job<T>>();

  isRunning(key: string): boolean {
    return this.jobs.has(key);
  }

  async join(
    key: string,
    caller: Caller,
    start: (signal: AbortSignal, onProgress: (progress: PullProgress) => void) => Promise<T>,
  ): Promise<T> {
    let running = this.jobs.get(key);
    while (running?.controller.signal.aborted) {
      // It is on its way out; what follows must not be told that it was cancelled.
      await running.result.catch(() => undefined);
      running = this.jobs.get(key);
    }
    if (caller.signal?.aborted) throw left(key);
    const job = running ?? this.start(key, start);
    const { onProgress } = caller;
    if (onProgress !== undefined) {
      job.listeners.add(onProgress);
      if (job.last !== undefined) onProgress(job.last);
    }
    job.callers += 1;
    const { promise: leaving, reject } = Promise.withResolvers<never>();
    const leave = () => {
      job.callers -= 1;
      // The last one waits for the work to put its things away, so that a new start finds them in order.
      if (job.callers === 0) job.controller.abort();
      else reject(left(key));
    };
    caller.signal?.addEventListener("abort", leave, { once: true });
    try {
      return await Promise.race([job.result, leaving]);
    } finally {
      caller.signal?.removeEventListener("abort", leave);
      if (onProgress !== undefined) job.listeners.delete(onProgress);
    }
  }

  private start(key: string, start: Parameters<PullJobs<T>["join"]>[2]): Job<T> {
    const controller = new AbortController();
    const { promise: result, resolve } = Promise.withResolvers<T>();
    const job: Job<T> = { controller, listeners: new Set(), last: undefined, callers: 0, result };
    const work = start(controller.signal, (progress) => {
      job.last = progress;
      for (const listener of job.listeners) listener(progress);
    });
    resolve(work.finally(() => this.jobs.delete(key)));
    this.jobs.set(key, job);
    return job;
  }
}

function left(key: string): ModelHubError {
  return new ModelHubError(
    "cancelled",
    `The download of ${key} was stopped. What came is kept for next time.`,
  );
}
