import { ServerError } from "../server-error.ts";

/** What waits for one reader. Bounded in bytes, because a reader that stopped reading must not cost memory. */
export interface ReaderQueue<T> {
  /** Ignored once the queue has ended. */
  push(item: T, bytes: number): void;
  /** Ends the reading after what is queued. */
  end(): void;
  /**
   * What was pushed, in order. `idle` is called for something to say when nothing came for `idleMs`. Throws
   * `ServerError` "too-slow" after an overflow: what was queued is dropped, since the reader comes back and resumes.
   */
  read(idleMs: number, idle: () => T): AsyncGenerator<T, void, undefined>;
}

/**
 * `onOverflow`: told once, when more than `bytesMax` bytes wait. One item counts at most half of that, however large it
 * is: a reader that could never have it would come back for it for ever.
 */
export function createReaderQueue<T>(bytesMax: number, onOverflow: () => void): ReaderQueue<T> {
  let waiting: { item: T; bytes: number }[] = [];
  let bytesWaiting = 0;
  let state: "open" | "ended" | "overflown" = "open";
  let wake = () => {};

  return {
    push(item, bytes) {
      if (state !== "open") return;
      const counted = Math.min(bytes, bytesMax / 2);
      waiting.push({ item, bytes: counted });
      bytesWaiting += counted;
      if (bytesWaiting > bytesMax) {
        state = "overflown";
        waiting = [];
        onOverflow();
      }
      wake();
    },
    end() {
      if (state === "open") state = "ended";
      wake();
    },
    async *read(idleMs, idle) {
      for (;;) {
        const batch = waiting;
        waiting = [];
        for (const { item, bytes } of batch) {
          yield item;
          bytesWaiting -= bytes;
          if (state === "overflown") break;
        }
        if (state === "overflown") throw tooSlow(bytesMax);
        if (waiting.length > 0) continue;
        if (state === "ended") return;
        const timedOut = await new Promise<boolean>((resolve) => {
          const timer = setTimeout(() => resolve(true), idleMs);
          wake = () => {
            clearTimeout(timer);
            resolve(false);
          };
        });
        if (timedOut) yield idle();
      }
    },
  };
}

function tooSlow(bytesMax: number): ServerError {
  return new ServerError(
    "too-slow",
    `More than ${bytesMax} bytes waited for this reader. Nothing is lost: subscribe again and go on from the last change.`,
  );
}
