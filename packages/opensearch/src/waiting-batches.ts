import { PostsError } from "@grok/posts";
import type { Outcome } from "./apply-events.ts";

interface Waiting {
  readonly sinceMs: number;
  /** Places of records that are not indexed yet. */
  readonly left: Set<number>;
  readonly counted: { indexed: number; known: number; deletes: number };
  readonly resolve: (counted: Outcome) => void;
}

/** One record of a batch that was indexed, by whichever process. */
export interface RecordDone extends Outcome {
  readonly batch: number;
  readonly at: number;
}

/** After so long without an answer whoever waits is told to come again; the posts lie in the topic meanwhile. */
const patienceMs = 60_000;

/** Batches that this process has sent and that are not indexed as a whole. */
export class WaitingBatches {
  readonly #waiting = new Map<number, Waiting>();
  #last = 0;

  /** When the oldest of them came; null where there is none. */
  get oldestSinceMs(): number | null {
    for (const { sinceMs } of this.#waiting.values()) return sinceMs;
    return null;
  }

  /** Sends `records` records by `send`, which is told the batch's number; resolves when all are indexed. */
  async run(records: number, nowMs: number, send: (batch: number) => Promise<void>): Promise<Outcome> {
    const batch = ++this.#last;
    let timer: NodeJS.Timeout | undefined;
    const done = new Promise<Outcome>((resolve, reject) => {
      const left = new Set(Array.from({ length: records }, (_, at) => at));
      const counted = { indexed: 0, known: 0, deletes: 0 };
      this.#waiting.set(batch, { sinceMs: nowMs, left, counted, resolve });
      timer = setTimeout(() => {
        reject(
          new PostsError(
            "unreachable",
            `posts were sent but not indexed within ${patienceMs / 1_000} s; they will be, and may be sent again`,
          ),
        );
      }, patienceMs);
    });
    // Sending may fail first; then nobody waits for this one.
    done.catch(() => {});
    try {
      await send(batch);
      return await done;
    } finally {
      clearTimeout(timer);
      this.#waiting.delete(batch);
    }
  }

  settle({ batch, at, indexed, known, deletes }: RecordDone): void {
    const waiting = this.#waiting.get(batch);
    // Records that come twice are settled once.
    if (waiting === undefined || !waiting.left.delete(at)) return;
    waiting.counted.indexed += indexed;
    waiting.counted.known += known;
    waiting.counted.deletes += deletes;
    if (waiting.left.size === 0) waiting.resolve(waiting.counted);
  }
}
