import { ModelError } from "@grok/model";

/**
 * `work`, or a `ModelError` as soon as `signal` aborts: the signal's reason where that is one, else "cancelled".
 * `work` is not stopped by this; its later outcome is ignored.
 */
export async function orAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return work;
  let onAbort = () => {};
  const aborted = new Promise<never>((_, reject) => {
    onAbort = () => reject(asModelError(signal.reason));
    if (signal.aborted) onAbort();
    else signal.addEventListener("abort", onAbort, { once: true });
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener("abort", onAbort);
  }
}

/** `orAborted` that also aborts `controller`, with `lateness()` as the reason, when `limitMs` pass first. */
export async function within<T>(
  work: Promise<T>,
  limitMs: number,
  controller: AbortController,
  lateness: () => ModelError,
): Promise<T> {
  const timer = setTimeout(() => controller.abort(lateness()), limitMs);
  try {
    return await orAborted(work, controller.signal);
  } finally {
    clearTimeout(timer);
  }
}

function asModelError(reason: unknown): ModelError {
  return reason instanceof ModelError ? reason : new ModelError("cancelled", "The request was cancelled.");
}
