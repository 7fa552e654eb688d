/**
 * `items`, read ahead of whoever reads this by at most `sizeMax` (as `sizeOf` measures them): so work ends and gives its
 * turn on, although its reader takes longer. What `items` fails with comes in its place. Leaving leaves `items`.
 */
export async function* readAhead<T>(
  items: AsyncIterable<T>,
  sizeOf: (item: T) => number,
  sizeMax: number,
): AsyncGenerator<T> {
  const iterator = items[Symbol.asyncIterator]();
  const ready: T[] = [];
  let size = 0;
  let end: { readonly error?: unknown } | undefined;
  let isLeft = false;
  let news = Promise.withResolvers<void>();
  let room = Promise.withResolvers<void>();

  async function pump(): Promise<void> {
    try {
      for (;;) {
        const next = await iterator.next();
        if (next.done || isLeft) break;
        ready.push(next.value);
        size += sizeOf(next.value);
        news.resolve();
        while (size > sizeMax && !isLeft) {
          room = Promise.withResolvers();
          await room.promise;
        }
      }
      end = {};
    } catch (error) {
      end = { error };
    }
    news.resolve();
  }

  void pump();
  try {
    for (;;) {
      const batch = ready.splice(0);
      for (const item of batch) {
        size -= sizeOf(item);
        yield item;
        room.resolve();
      }
      if (batch.length > 0) continue;
      if (end !== undefined) break;
      news = Promise.withResolvers();
      await news.promise;
    }
    if (end !== undefined && "error" in end) throw end.error;
  } finally {
    isLeft = true;
    room.resolve();
    // Where the next item is waited for, this is heard after it; nobody waits for that.
    void iterator.return?.().catch(() => {});
  }
}
