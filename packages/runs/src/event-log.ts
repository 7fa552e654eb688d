import { foldRunEvent, type NodePart, type RunEvent, type RunEventBody } from "@grok/conversation";

type PostsRead = Extract<RunEvent, { type: "posts-read" }>;

interface Reader {
  /** The last event it was given. */
  seq: number;
  waiting: ((result: IteratorResult<RunEvent>) => void) | null;
}

/**
 * The events of one live run, in memory. Bodies that are added wait, adjacent text growing together, until `flush`
 * numbers them; numbered events never change, and every reader gets each exactly once.
 */
export class EventLog {
  readonly #events: RunEvent[] = [];
  readonly #drafts: RunEventBody[] = [];
  readonly #readers = new Set<Reader>();
  #parts: readonly NodePart[];
  #lastRead: PostsRead | null = null;

  /** `begun`: the parts that the reply had before its first event. */
  constructor(begun: readonly NodePart[]) {
    this.#parts = begun;
  }

  /** The number of the last event. */
  get seq(): number {
    return this.#events.length;
  }

  /** What the numbered events amount to. */
  get parts(): readonly NodePart[] {
    return this.#parts;
  }

  /** The last of the numbered events that says which posts were read. */
  get lastRead(): PostsRead | null {
    return this.#lastRead;
  }

  get hasDrafts(): boolean {
    return this.#drafts.length > 0;
  }

  add(body: RunEventBody): void {
    const last = this.#drafts.at(-1);
    const grows =
      (body.type === "text" && last?.type === "text") ||
      (body.type === "reasoning" && last?.type === "reasoning");
    if (grows) this.#drafts[this.#drafts.length - 1] = { type: body.type, text: last.text + body.text };
    else this.#drafts.push(body);
  }

  /** Numbers what waits, wakes readers, and returns the new events. */
  flush(): readonly RunEvent[] {
    const fresh = this.#drafts.map((body, at): RunEvent => ({ seq: this.seq + 1 + at, ...body }));
    this.#drafts.length = 0;
    this.#events.push(...fresh);
    this.#parts = fresh.reduce(foldRunEvent, this.#parts);
    this.#lastRead = fresh.findLast((event) => event.type === "posts-read") ?? this.#lastRead;
    for (const reader of this.#readers) this.#serve(reader);
    return fresh;
  }

  /** Events numbered greater than `after`. */
  since(after: number): readonly RunEvent[] {
    return this.#events.slice(after);
  }

  /** Events after `after`, then those to come, up to `ended`. Leaving frees the reader at once, also while it waits. */
  read(after: number): AsyncIterableIterator<RunEvent> {
    const reader: Reader = { seq: Math.max(0, after), waiting: null };
    this.#readers.add(reader);
    const leave = (): IteratorResult<RunEvent> => {
      this.#readers.delete(reader);
      reader.waiting?.({ done: true, value: undefined });
      reader.waiting = null;
      return { done: true, value: undefined };
    };
    return {
      next: () =>
        new Promise((resolve) => {
          if (!this.#readers.has(reader)) return resolve({ done: true, value: undefined });
          reader.waiting = resolve;
          this.#serve(reader);
        }),
      return: async () => leave(),
      [Symbol.asyncIterator]() {
        return this;
      },
    };
  }

  #serve(reader: Reader): void {
    const { waiting } = reader;
    if (waiting === null) return;
    const event = this.#events[reader.seq];
    const over = this.#events.at(-1)?.type === "ended";
    if (event === undefined && !over) return;
    reader.waiting = null;
    if (event === undefined) {
      this.#readers.delete(reader);
      waiting({ done: true, value: undefined });
    } else {
      reader.seq = event.seq;
      waiting({ done: false, value: event });
    }
  }
}
