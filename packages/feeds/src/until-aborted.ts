/** What `source` gives; its end by an abort of `signal` is an end like any other, whatever is thrown then. */
export async function* untilAborted<T>(
  signal: AbortSignal,
  source: AsyncIterable<T>,
): AsyncGenerator<T, void> {
  if (signal.aborted) return;
  try {
    yield* source;
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}
