/**
 * What `source` gives until `signal` fires. A loop over `source` itself could not leave while it waits for the next
 * item, which may never come; its clean-up is asked for without waiting.
 */
export async function* untilAborted<T>(
  source: AsyncIterable<T>,
  signal: AbortSignal,
): AsyncGenerator<T, void> {
  const iterator = source[Symbol.asyncIterator]();
  const aborted = new Promise<null>((resolve) =>
    signal.addEventListener("abort", () => resolve(null), { once: true }),
  );
  try {
    while (!signal.aborted) {
      const step = await Promise.race([iterator.next(), aborted]);
      if (step === null || step.done) return;
      yield step.value;
    }
  } finally {
    void iterator.return?.();
  }
}
