/** `ask` with at most `atOnce` answers awaited at a time; the others wait for their turn, as long as their signal lets them. */
export function limitFetch(ask: typeof fetch, atOnce: number): typeof fetch {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async (input, init) => {
    while (running >= atOnce) {
      const { promise, resolve } = Promise.withResolvers<void>();
      waiting.push(resolve);
      await promise;
    }
    running++;
    try {
      return await ask(input, init);
    } finally {
      running--;
      waiting.shift()?.();
    }
  };
}
