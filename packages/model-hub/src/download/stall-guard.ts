/** A signal that aborts with the outer one, and by itself when `touch` is not called for `stallMs`. */
export interface StallGuard extends Disposable {
  signal: AbortSignal;
  touch(): void;
}

/** A connection that is open but silent is the commonest way for a download to hang for ever; this ends it. */
export function stallGuard(outer: AbortSignal, stallMs: number): StallGuard {
  const controller = new AbortController();
  const expire = () => controller.abort(new Error(`no bytes for ${Math.round(stallMs / 1000)} seconds`));
  let timer = setTimeout(expire, stallMs);
  outer.addEventListener("abort", () => clearTimeout(timer), { once: true });
  return {
    signal: AbortSignal.any([outer, controller.signal]),
    touch() {
      clearTimeout(timer);
      timer = setTimeout(expire, stallMs);
    },
    [Symbol.dispose]() {
      clearTimeout(timer);
    },
  };
}
