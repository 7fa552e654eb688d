/**
 * Calls `act` at most once in `everyMs`: at once when it has been quiet, else at the end of the interval, so that the
 * last state is always told. `cancel` drops a call that waits.
 */
export function throttle(everyMs: number, act: () => void): { (): void; cancel(): void } {
  let timer: NodeJS.Timeout | undefined;
  let lastMs = Number.NEGATIVE_INFINITY;

  const run = () => {
    timer = undefined;
    lastMs = performance.now();
    act();
  };
  const throttled = () => {
    if (timer !== undefined) return;
    const waitMs = lastMs + everyMs - performance.now();
    if (waitMs <= 0) run();
    else timer = setTimeout(run, waitMs);
  };
  return Object.assign(throttled, { cancel: () => clearTimeout(timer) });
}
