import type { FeedBatch, FeedEvent, FeedId, Ingested, LiveIndex } from "@grok/posts";

/** Enough for one commit of the index, few enough that a batch never waits long behind another. */
const batchEventsMax = 500;
/** How long the first event of a batch waits for company while the index is at work anyway. */
const mergeWithinMs = 50;
/** Batches in the index at once, of a feed that can wait. */
const flightsMax = 8;
/** As many of a feed that cannot wait; then posts are left out, and at twice as many even deletions wait. */
const flightsMaxInHaste = 64;

export interface IngestPipeOptions {
  readonly feedId: FeedId;
  readonly index: Pick<LiveIndex, "ingest">;
  /** As `FeedConnector.canWait`. */
  readonly canWait: boolean;
  readonly onStored: (ingested: Ingested, events: readonly FeedEvent[]) => void;
  /** Posts left out because the index is too busy. */
  readonly onDropped: (posts: number) => void;
}

interface Flight {
  readonly from: number;
}

/**
 * The way of one feed's events into the index: merged to batches, several on the way at once.
 *
 * Events are counted as they come. A cursor goes with a batch only if everything that it covers is stored already or
 * in that very batch: batches before it may still fail. While several are on the way the cursor therefore trails, and
 * once all have arrived an empty batch brings it up to date.
 */
export class IngestPipe {
  readonly #options: IngestPipeOptions;
  #waiting: FeedEvent[] = [];
  /** Where the feed goes on once so many events are stored; oldest first. */
  #cursors: { readonly after: number; readonly cursor: string }[] = [];
  #put = 0;
  #flights: Flight[] = [];
  #timer: ReturnType<typeof setTimeout> | null = null;
  #failure: { readonly error: unknown } | null = null;
  #settled = Promise.withResolvers<void>();

  constructor(options: IngestPipeOptions) {
    this.#options = options;
  }

  /** Resolves once there is room for more. Throws what the index threw. */
  async put({ events, cursor }: FeedBatch): Promise<void> {
    this.#throwFailure();
    const { canWait } = this.#options;
    const room = canWait || this.#flights.length < flightsMaxInHaste;
    const kept = room ? events : events.filter(({ type }) => type !== "post");
    if (kept.length < events.length) this.#options.onDropped(events.length - kept.length);
    for (const event of kept) this.#waiting.push(event);
    this.#put += kept.length;
    if (cursor !== null) this.#cursors.push({ after: this.#put, cursor });
    this.#sendFull();
    this.#timer ??= setTimeout(() => this.#sendRest(), this.#flights.length === 0 ? 0 : mergeWithinMs);
    const holdAt = canWait ? flightsMax : 2 * flightsMaxInHaste;
    while (this.#flights.length >= holdAt) await this.#someSettle();
    this.#throwFailure();
  }

  /** Resolves once all is stored. Throws what the index threw. */
  async drain(): Promise<void> {
    do {
      if (this.#failure === null) this.#sendRest();
      if (this.#flights.length > 0) await this.#someSettle();
    } while (this.#flights.length > 0);
    this.#throwFailure();
  }

  #someSettle(): Promise<void> {
    return this.#settled.promise;
  }

  #throwFailure(): void {
    if (this.#failure !== null) throw this.#failure.error;
  }

  /** Events on their way or stored. */
  get #sent(): number {
    return this.#put - this.#waiting.length;
  }

  #sendFull(): void {
    while (this.#waiting.length >= batchEventsMax) void this.#send(this.#waiting.splice(0, batchEventsMax));
  }

  #sendRest(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    if (this.#failure !== null) return;
    this.#sendFull();
    if (this.#waiting.length > 0) void this.#send(this.#waiting.splice(0));
    else if (this.#flights.length === 0 && this.#cursors.length > 0) void this.#send([]);
  }

  async #send(events: readonly FeedEvent[]): Promise<void> {
    const flight = { from: this.#sent - events.length };
    const cursor = this.#takeCursor(this.#flights[0]?.from ?? this.#sent);
    this.#flights.push(flight);
    try {
      const { feedId, index, onStored } = this.#options;
      onStored(await index.ingest({ feedId, events, cursor }), events);
    } catch (error) {
      this.#failure ??= { error };
    } finally {
      this.#flights.splice(this.#flights.indexOf(flight), 1);
      if (this.#flights.length === 0 && this.#waiting.length === 0) this.#sendRest();
      const settled = this.#settled;
      this.#settled = Promise.withResolvers<void>();
      settled.resolve();
    }
  }

  /** The newest cursor that covers no more than the first `stored` events; older ones are forgotten. */
  #takeCursor(stored: number): string | null {
    const taken = this.#cursors.findLastIndex(({ after }) => after <= stored);
    return taken < 0 ? null : this.#cursors.splice(0, taken + 1).at(-1)!.cursor;
  }
}
