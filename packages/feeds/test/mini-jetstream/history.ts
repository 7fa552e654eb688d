/** Something that happened in the network, without what an instance adds to it. */
export type MiniEvent =
  | {
      readonly did: string;
      readonly kind: "commit";
      readonly operation: "create" | "update" | "delete";
      readonly collection: string;
      readonly rkey: string;
      readonly record?: unknown;
    }
  | { readonly did: string; readonly kind: "identity"; readonly handle: string }
  | { readonly did: string; readonly kind: "account"; readonly active: boolean; readonly status?: string };

export interface KeptEvent {
  readonly seq: number;
  readonly timeUs: number;
  readonly event: MiniEvent;
  readonly text: { v1: string | null; v2: string | null };
}

/** What an instance keeps: the newest events, numbered without holes, their times strictly growing. */
export class History {
  readonly #max: number;
  readonly #now: () => number;
  #events: KeptEvent[] = [];
  #firstSeq: number;
  #lastUs = 0;
  /** Whether something older was there and is gone. */
  hasLost = false;

  constructor({ max, firstSeq, now }: { max: number; firstSeq: number; now: () => number }) {
    this.#max = max;
    this.#firstSeq = firstSeq;
    this.#now = now;
  }

  /** The number of the oldest event kept, and the one that the next event will get. */
  get floorSeq(): number {
    return this.#firstSeq;
  }

  get nextSeq(): number {
    return this.#firstSeq + this.#events.length;
  }

  get(seq: number): KeptEvent | undefined {
    return this.#events[seq - this.#firstSeq];
  }

  /** The first number seen at `timeUs` or later. */
  seqAt(timeUs: number): number {
    let low = 0;
    let high = this.#events.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#events[middle]!.timeUs < timeUs) low = middle + 1;
      else high = middle;
    }
    return this.#firstSeq + low;
  }

  add(events: readonly MiniEvent[]): void {
    for (const event of events) {
      this.#lastUs = Math.max(this.#lastUs + 1, this.#now() * 1_000);
      this.#events.push({
        seq: this.nextSeq,
        timeUs: this.#lastUs,
        event,
        text: { v1: null, v2: null },
      });
    }
    // Cut by halves, so that a history at its limit does not move with every event.
    if (this.#events.length < this.#max * 1.5) return;
    const gone = this.#events.length - this.#max;
    this.#events = this.#events.slice(gone);
    this.#firstSeq += gone;
    this.hasLost = true;
  }
}
