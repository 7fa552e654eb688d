import type { Ingested } from "@grok/posts";

const commitEveryMs = 60;
const commitEvents = 2_000;

interface Waiting {
  readonly counted: Ingested;
  readonly resolve: (counted: Ingested) => void;
  readonly reject: (error: unknown) => void;
}

export interface CommitWork {
  readonly commit: () => void;
  readonly rollBack: () => void;
  /** Once everybody was told. Must not throw. */
  readonly afterCommit: () => void;
}

/**
 * Batches that were taken and are not committed: 60 ms after the first of them, or earlier when there are
 * many, one commit makes all of them last. Only then is anybody told that they are stored.
 */
export class CommitQueue {
  readonly #work: CommitWork;
  #waiting: Waiting[] = [];
  #events = 0;
  #timer: NodeJS.Timeout | null = null;

  constructor(work: CommitWork) {
    this.#work = work;
  }

  /** Batches that wait. */
  get size(): number {
    return this.#waiting.length;
  }

  /** `take` throws where what is waiting has to be given up with it. */
  add(events: number, take: () => Ingested): Promise<Ingested> {
    return new Promise((resolve, reject) => {
      try {
        this.#waiting.push({ counted: take(), resolve, reject });
      } catch (error) {
        reject(error);
        const lost = this.#end();
        this.#work.rollBack();
        for (const each of lost) each.reject(error);
        return;
      }
      this.#events += events;
      if (this.#events >= commitEvents) this.commit();
      else this.#timer ??= setTimeout(() => this.commit(), commitEveryMs);
    });
  }

  /** At once. Where it fails, whoever waits is told. */
  commit(): void {
    const done = this.#end();
    try {
      this.#work.commit();
    } catch (error) {
      for (const { reject } of done) reject(error);
      return;
    }
    for (const { counted, resolve } of done) resolve(counted);
    this.#work.afterCommit();
  }

  #end(): Waiting[] {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    const waiting = this.#waiting;
    this.#waiting = [];
    this.#events = 0;
    return waiting;
  }
}
