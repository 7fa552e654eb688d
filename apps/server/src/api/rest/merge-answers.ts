/**
 * Items of several iterations as they come, each with the place of its own. When one fails, or nobody reads on, `leave`
 * is called, so that none is waited for that still waits itself, and all are left.
 */
export async function* mergeAnswers<T>(
  sources: readonly AsyncIterable<T>[],
  leave: () => void,
): AsyncGenerator<{ readonly index: number; readonly item: T }> {
  const iterators = sources.map((source) => source[Symbol.asyncIterator]());
  type Step = { readonly index: number; readonly result: IteratorResult<T> };
  const next = (index: number): Promise<Step> =>
    iterators[index]!.next().then((result) => ({ index, result }));
  const waiting = new Map(iterators.map((_, index) => [index, next(index)]));
  try {
    while (waiting.size > 0) {
      const { index, result } = await Promise.race(waiting.values());
      waiting.delete(index);
      if (result.done) continue;
      yield { index, item: result.value };
      waiting.set(index, next(index));
    }
  } finally {
    for (const promise of waiting.values()) promise.catch(() => {});
    leave();
    await Promise.all(iterators.map((iterator) => iterator.return?.().catch(() => {})));
  }
}
