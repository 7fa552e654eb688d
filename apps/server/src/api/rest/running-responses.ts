/** Events of one response that is being answered, for readers besides the one who asked. */
export class RunningResponse {
  readonly #events: string[] = [];
  #bytes = 0;
  #isWhole = true;
  #isDone = false;
  #news = Promise.withResolvers<void>();
  /** JSON of the response as it stands. */
  readonly current: () => object;

  constructor(current: () => object) {
    this.current = current;
  }

  /** All events, or undefined where they became too many to be kept. */
  get kept(): readonly string[] | undefined {
    return this.#isWhole ? this.#events : undefined;
  }

  push(event: string): void {
    this.#bytes += event.length;
    if (this.#bytes > eventUnitsMax) {
      this.#isWhole = false;
      this.#events.length = 0;
    }
    if (this.#isWhole) this.#events.push(event);
    this.#tell();
  }

  done(): void {
    this.#isDone = true;
    this.#tell();
  }

  /** Events numbered over `after`, to the end. Stops where they are no longer kept. */
  async *follow(after: number): AsyncGenerator<string> {
    for (let at = after + 1; ; ) {
      const { promise } = this.#news;
      for (; this.#isWhole && at < this.#events.length; at++) yield this.#events[at]!;
      if (this.#isDone || !this.#isWhole) return;
      await promise;
    }
  }

  #tell(): void {
    this.#news.resolve();
    this.#news = Promise.withResolvers();
  }
}

/** A longer stream cannot be asked for again. */
const eventUnitsMax = 8 * 2 ** 20;

/** Responses that are being answered, each for its tenant alone. */
export class RunningResponses {
  readonly #all = new Map<string, RunningResponse>();

  begin(tenant: string, id: string, current: () => object): RunningResponse {
    const running = new RunningResponse(current);
    this.#all.set(key(tenant, id), running);
    return running;
  }

  find(tenant: string, id: string): RunningResponse | undefined {
    return this.#all.get(key(tenant, id));
  }

  end(tenant: string, id: string): void {
    this.find(tenant, id)?.done();
    this.#all.delete(key(tenant, id));
  }
}

function key(tenant: string, id: string): string {
  return `${id} ${tenant}`;
}
