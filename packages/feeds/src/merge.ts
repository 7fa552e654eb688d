/**
 * What several sources give, each in its own order, as it comes. One item of each is held at most. The first error
 * ends all. Leaving waits for the sources to end, so whoever merges makes their pending work end first.
 */
export async function* mergeSources<T>(
  sources: readonly AsyncIterable<T>[],
  endAll: () => void,
): AsyncGenerator<T, void> {
  const iterators = sources.map((source) => source[Symbol.asyncIterator]());
  const came: { readonly from: AsyncIterator<T>; readonly result: Promise<IteratorResult<T>> }[] = [];
  let wake = () => {};
  const pull = (from: AsyncIterator<T>) => {
    const result = from.next();
    const arrive = () => {
      came.push({ from, result });
      wake();
    };
    result.then(arrive, arrive);
  };
  let running = iterators.length;
  try {
    for (const iterator of iterators) pull(iterator);
    while (running > 0) {
      if (came.length === 0) {
        const { promise, resolve } = Promise.withResolvers<void>();
        wake = resolve;
        await promise;
      }
      const { from, result } = came.shift()!;
      const item = await result;
      if (item.done) running--;
      else {
        yield item.value;
        pull(from);
      }
    }
  } finally {
    endAll();
    await Promise.allSettled(iterators.map((iterator) => iterator.return?.()));
  }
}
