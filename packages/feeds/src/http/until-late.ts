/** A signal that follows another one, and aborts by itself when time is up. */
export interface UntilLate {
  readonly signal: AbortSignal;
  /** It was the time, not the other signal. */
  readonly isLate: boolean;
  /** Time does not count any more; the other signal still does. */
  keepOn(): void;
  /** Lets go of both, and aborts what is still going on. */
  end(): void;
}

/** `withinMs` may be infinite. `AbortSignal.any` would do, but keeps what it made as long as `signal` lives, and a feed's signal lives for weeks. */
export function untilLate(signal: AbortSignal, withinMs: number): UntilLate {
  const controller = new AbortController();
  let isLate = false;
  const follow = () => controller.abort(signal.reason);
  const expire = () => {
    isLate = true;
    controller.abort(new Error(`Not done within ${withinMs} ms.`));
  };
  const timer = Number.isFinite(withinMs) ? setTimeout(expire, withinMs) : undefined;
  if (signal.aborted) follow();
  else signal.addEventListener("abort", follow, { once: true });
  return {
    signal: controller.signal,
    get isLate() {
      return isLate;
    },
    keepOn: () => clearTimeout(timer),
    end() {
      clearTimeout(timer);
      signal.removeEventListener("abort", follow);
      controller.abort();
    },
  };
}
