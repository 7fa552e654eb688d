import { setTimeout as sleep } from "node:timers/promises";
import type { Client } from "@connectrpc/connect";
import { type RunEvent, type RunService, runEventFromMessage, type SubscribeResponse } from "@grok/protocol";

/** A browser's tab as far as the server can tell: one subscription, resumed after each break. */
export class Tab {
  readonly #runs: Client<typeof RunService>;
  readonly heard: SubscribeResponse[] = [];
  /** Numbers of the events heard of each run, in order. */
  readonly numbers = new Map<string, number[]>();
  readonly texts = new Map<string, string>();
  readonly ended = new Set<string>();
  #epoch = "";
  #change = 0n;
  resets = 0;
  /** Why the last stream ended, where it was not its server that ended it. */
  broken: unknown;
  #controller = new AbortController();
  #reading: Promise<void> = Promise.resolve();

  constructor(runs: Client<typeof RunService>) {
    this.#runs = runs;
  }

  /** Subscribes where it left off; resolves when the server has said hello. */
  async open(): Promise<void> {
    this.#controller = new AbortController();
    const runAfter: Record<string, bigint> = {};
    for (const [id, numbers] of this.numbers)
      if (!this.ended.has(id)) runAfter[id] = BigInt(numbers.at(-1) ?? 0);
    const stream = this.#runs.subscribe(
      { epoch: this.#epoch, after: this.#change, runAfter },
      { signal: this.#controller.signal },
    );
    const hello = Promise.withResolvers<void>();
    this.#reading = this.#read(stream, hello.resolve).finally(() => hello.resolve());
    await hello.promise;
  }

  /** Leaves without a word, as a closed lid does. */
  async close(): Promise<void> {
    this.#controller.abort();
    await this.#reading;
  }

  /** Follows a run from its beginning. */
  follow(runId: string): void {
    this.numbers.set(runId, this.numbers.get(runId) ?? []);
  }

  /** Resolves when `done` is true of what was heard so far. Fails after two minutes, which only a hang takes. */
  async until(done: () => boolean, what: string): Promise<void> {
    const givenUpMs = performance.now() + 120_000;
    while (!done()) {
      if (performance.now() > givenUpMs) throw new Error(`waited for ${what} in vain`);
      await sleep(5);
    }
  }

  async #read(stream: AsyncIterable<SubscribeResponse>, hello: () => void): Promise<void> {
    try {
      for await (const response of stream) {
        this.heard.push(response);
        this.#take(response);
        if (response.kind.case === "hello") hello();
      }
    } catch (error) {
      // A server that was killed takes its streams along; whoever waits for more finds out.
      this.broken = error;
    }
  }

  #take({ change, kind }: SubscribeResponse): void {
    if (change > 0n) this.#change = change;
    if (kind.case === "hello") {
      this.#epoch = kind.value.epoch;
      if (kind.value.reset) this.resets++;
      if (kind.value.reset || this.#change === 0n) this.#change = kind.value.change;
    }
    if (kind.case === "runSnapshot") {
      const { runId, seq, node } = kind.value;
      this.numbers.set(runId, [Number(seq)]);
      this.texts.set(runId, (node?.parts ?? []).map((part) => part.kind.value?.text ?? "").join(""));
    }
    if (kind.case === "runEvents")
      for (const event of kind.value.events) this.#takeEvent(kind.value.runId, event);
  }

  #takeEvent(runId: string, message: RunEvent): void {
    const event = runEventFromMessage(message);
    this.numbers.set(runId, [...(this.numbers.get(runId) ?? []), event.seq]);
    if (event.type === "text") this.texts.set(runId, (this.texts.get(runId) ?? "") + event.text);
    if (event.type === "ended") this.ended.add(runId);
  }
}
