import type { ApiCall } from "./api-call.ts";

/** A reader that takes nothing for so long holds a turn, or an open file, that others wait for. */
export const readerPatienceMs = 60_000;

/**
 * Resolves when a full connection has room again. Rejects with the signal's reason; a reader without an end is taken
 * for gone.
 */
export async function roomToWrite({ response, signal, abort }: ApiCall): Promise<void> {
  const room = Promise.withResolvers<void>();
  const gone = () => room.reject(signal.reason);
  const timer = setTimeout(() => {
    abort(new Error(`the reader took nothing for ${readerPatienceMs / 1000} s`));
    response.destroy();
  }, readerPatienceMs);
  response.once("drain", room.resolve);
  signal.addEventListener("abort", gone, { once: true });
  if (signal.aborted) gone();
  try {
    await room.promise;
  } finally {
    clearTimeout(timer);
    response.off("drain", room.resolve);
    signal.removeEventListener("abort", gone);
  }
}
