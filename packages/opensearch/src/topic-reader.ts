import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { Consumer, type Message, type MessagesStream } from "@platformatic/kafka";
import { type KafkaAccess, kafkaOptions } from "./kafka-access.ts";

export interface ReadRecord {
  readonly partition: number;
  readonly offset: bigint;
  readonly value: Buffer;
  readonly leaderEpoch: number;
}

export interface TopicReaderOptions {
  readonly topic: string;
  readonly kafka: KafkaAccess;
  /** Processes of one group share the partitions; null reads all of them, for itself. */
  readonly group: string | null;
  /** Of readers without group: where to begin; partitions that are not named begin at the end. */
  readonly from?: ReadonlyMap<number, bigint>;
  /** Bytes that one request brings of a partition at most. */
  readonly bytesOfPartition?: number;
  /** Gets everything that has come, in order, one call after the other; records of a failed call come again. */
  readonly take: (records: readonly ReadRecord[]) => Promise<void>;
  /** Partitions may have come or gone; called before the first of their records. */
  readonly onAssigned?: () => Promise<void>;
  readonly onTrouble: (error: unknown) => void;
}

/** Records that lie here untaken; beyond that Kafka keeps them. */
const heldMax = 8_000;
const takenAtOnce = 4_000;
/** The least that brokers allow by default: so long the partitions of a process that was killed wait. */
const sessionMs = 6_000;
const rebalanceMs = 10_000;

/** Reads a topic until it is closed, whatever fails meanwhile. Offsets of a group are stored after `take`, never before. */
export class TopicReader {
  readonly #options: TopicReaderOptions;
  readonly #positions: Map<number, bigint>;
  readonly #closing = new AbortController();
  readonly #running: Promise<void>;
  #begun: () => void = () => {};
  readonly #beginning = new Promise<void>((resolve) => {
    this.#begun = resolve;
  });

  constructor(options: TopicReaderOptions) {
    this.#options = options;
    this.#positions = new Map(options.from);
    this.#running = this.#run();
  }

  /** Resolves once it listens. */
  get beginning(): Promise<void> {
    return this.#beginning;
  }

  /** Ends after the call of `take` that is under way. */
  async close(): Promise<void> {
    this.#closing.abort();
    await this.#running;
  }

  async #run(): Promise<void> {
    for (let failures = 0; !this.#closing.signal.aborted; failures++) {
      try {
        await this.#readOn();
        failures = 0;
      } catch (error) {
        if (this.#closing.signal.aborted) break;
        this.#options.onTrouble(error);
        const waitMs = Math.min(10_000, 250 * 2 ** failures);
        await sleep(waitMs, undefined, { signal: this.#closing.signal }).catch(() => {});
      }
    }
    this.#begun();
  }

  async #readOn(): Promise<void> {
    const { group, topic, kafka, onAssigned, bytesOfPartition = 2 ** 20 } = this.#options;
    const consumer = new Consumer({
      ...kafkaOptions(kafka),
      groupId: group ?? `${topic}-${randomUUID()}`,
      autocommit: false,
      sessionTimeout: sessionMs,
      rebalanceTimeout: rebalanceMs,
      heartbeatInterval: 1_000,
      maxWaitTime: 500,
      maxBytesPerPartition: bytesOfPartition,
      timeout: 15_000,
      retries: 3,
    });
    let assigned = true;
    consumer.on("consumer:group:join", () => {
      assigned = true;
    });
    const held: Message[] = [];
    try {
      const stream = await this.#openStream(consumer);
      const arrivals = new Arrivals(stream, held, this.#closing.signal);
      this.#begun();
      for (;;) {
        await arrivals.next();
        if (this.#closing.signal.aborted) return;
        if (assigned) {
          assigned = false;
          await onAssigned?.();
        }
        const messages = held.splice(0, takenAtOnce);
        if (messages.length > 0) await this.#take(consumer, messages);
        arrivals.resume();
      }
    } finally {
      await consumer.close(true).catch(() => {});
    }
  }

  #openStream(consumer: Consumer): Promise<MessagesStream<Buffer, Buffer, Buffer, Buffer>> {
    const { group, topic } = this.#options;
    if (group !== null)
      return consumer.consume({ topics: [topic], mode: "committed", fallbackMode: "earliest" });
    const offsets = [...this.#positions].map(([partition, offset]) => ({ topic, partition, offset }));
    return consumer.consume({
      topics: [topic],
      ...(offsets.length === 0 ? { mode: "latest" as const } : { mode: "manual" as const, offsets }),
    });
  }

  async #take(consumer: Consumer, messages: readonly Message[]): Promise<void> {
    const { topic, group, take } = this.#options;
    await take(messages);
    const ends = new Map<number, Message>();
    for (const message of messages) ends.set(message.partition, message);
    for (const [partition, { offset }] of ends) this.#positions.set(partition, offset + 1n);
    if (group === null) return;
    await consumer.commit({
      offsets: [...ends].map(([partition, { offset, leaderEpoch }]) => ({
        topic,
        partition,
        offset: offset + 1n,
        leaderEpoch,
      })),
    });
  }
}

/** What a stream has brought so far, in `held`; it waits when that is much. */
class Arrivals {
  readonly #stream: MessagesStream<Buffer, Buffer, Buffer, Buffer>;
  readonly #held: Message[];
  #failure: Error | null = null;
  #isPaused = false;
  #wake: () => void = () => {};

  constructor(stream: MessagesStream<Buffer, Buffer, Buffer, Buffer>, held: Message[], signal: AbortSignal) {
    this.#stream = stream;
    this.#held = held;
    stream.on("data", (message: Message) => {
      held.push(message);
      if (held.length >= heldMax) {
        this.#isPaused = true;
        stream.pause();
      }
      this.#wake();
    });
    stream.on("error", (error: Error) => this.#fail(error));
    stream.on("close", () => this.#fail(new Error("the stream of records ended")));
    signal.addEventListener("abort", () => this.#wake(), { once: true });
    this.#aborted = signal;
  }

  readonly #aborted: AbortSignal;

  /** Resolves when there is something, or nothing is to be waited for any more. Throws what broke the stream. */
  async next(): Promise<void> {
    while (this.#held.length === 0 && !this.#aborted.aborted) {
      if (this.#failure !== null) throw this.#failure;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  resume(): void {
    if (!this.#isPaused || this.#held.length > heldMax / 2) return;
    this.#isPaused = false;
    this.#stream.resume();
  }

  #fail(error: Error): void {
    this.#failure ??= error;
    this.#wake();
  }
}
