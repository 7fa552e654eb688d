// Trends of all posts, in every process: each reads the whole topic for itself, because authors are counted as distinct
// and half of the posts would give half of them. On a start it reads the last day again, or as much of it as takes no
// more than seconds; `countedSinceMs` says since when posts were counted.

import { setTimeout as sleep } from "node:timers/promises";
import { createTrendCounter, type TrendAnswer, type TrendAsk } from "@grok/posts";
import { Consumer } from "@platformatic/kafka";
import { decodeRecord, type EventRecord } from "./event-record.ts";
import { type KafkaAccess, kafkaOptions } from "./kafka-access.ts";
import { type ReadRecord, TopicReader } from "./topic-reader.ts";

const dayMs = 86_400_000;
/** Records of the past that are read again, of all partitions together. */
const pastMax = 1_000_000;
/** Records that are held back until the other partitions have caught up; what is counted late teaches less. */
const heldMax = 20_000;
const heldMs = 250;
/** So that a fetch brings something of every partition. */
const bytesOfPartition = 256 * 1_024;
/** How long a question waits for posts of this process that are still on their way. */
const patienceMs = 3_000;

export interface TrendTailOptions {
  readonly topic: string;
  readonly kafka: KafkaAccess;
  /** Nothing that was written before is counted; Unix milliseconds. */
  readonly sinceMs: number;
  /** Name of this process in the records. */
  readonly self: string;
  readonly onTrouble: (error: unknown) => void;
}

export class TrendTail {
  readonly #counter = createTrendCounter();
  readonly #reader: TopicReader;
  readonly #self: string;
  #held: EventRecord[] = [];
  #timer: NodeJS.Timeout | null = null;
  /** Records of this process that were read here. */
  #ownRead = 0;

  private constructor(options: TrendTailOptions, from: ReadonlyMap<number, bigint>) {
    this.#self = options.self;
    this.#reader = new TopicReader({
      topic: options.topic,
      kafka: options.kafka,
      group: null,
      from,
      bytesOfPartition,
      take: async (records) => this.#take(records),
      onTrouble: options.onTrouble,
    });
  }

  static async open(options: TrendTailOptions): Promise<TrendTail> {
    return new TrendTail(options, await beginnings(options));
  }

  /** `ownSent`: records that this process has in the topic; posts that were acknowledged are counted. */
  async trends(ask: TrendAsk, nowMs: number, ownSent: number): Promise<TrendAnswer> {
    for (let waitedMs = 0; this.#ownRead < ownSent && waitedMs < patienceMs; waitedMs += 10) await sleep(10);
    this.#count(0);
    return this.#counter.trends(ask, nowMs);
  }

  clear(): void {
    this.#held = [];
    this.#counter.clear();
  }

  async close(): Promise<void> {
    await this.#reader.close();
    this.#count(0);
  }

  #take(records: readonly ReadRecord[]): void {
    for (const { value } of records) {
      const record = decodeRecord(value);
      if (record === null) continue;
      if (record.from === this.#self) this.#ownRead++;
      this.#held.push(record);
    }
    if (this.#held.length > heldMax) this.#count(heldMax / 2);
    this.#timer ??= setTimeout(() => this.#count(0), heldMs);
  }

  /** Counts what is held, in the order in which it was taken in, but for the newest `kept`. */
  #count(kept: number): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#held.sort((a, b) => a.order - b.order);
    for (const { event } of this.#held.splice(0, this.#held.length - kept)) {
      if (event.type === "post") this.#counter.add(event.post);
      else if (event.type === "delete") this.#counter.forget(event.ref);
      else if (event.type === "delete-author") this.#counter.forgetAuthor(event.source, event.authorId);
    }
  }
}

/** Offsets of a day ago or of `sinceMs`, but no more than `pastMax` records back. */
async function beginnings({
  topic,
  kafka,
  sinceMs,
}: Pick<TrendTailOptions, "topic" | "kafka" | "sinceMs">): Promise<Map<number, bigint>> {
  const consumer = new Consumer({
    ...kafkaOptions(kafka),
    groupId: `${topic}-beginnings`,
  });
  try {
    const topics = [topic];
    const ends = (await consumer.listOffsets({ topics })).get(topic) ?? [];
    const countedFromMs = Math.max(Date.now() - dayMs, sinceMs);
    const counted = await consumer.listOffsets({ topics, timestamp: BigInt(countedFromMs) });
    const each = BigInt(Math.ceil(pastMax / Math.max(1, ends.length)));
    return new Map(
      ends.map((end, partition) => {
        const since = counted.get(topic)?.[partition] ?? -1n;
        // Nothing is younger: begin at the end.
        if (since < 0n) return [partition, end];
        return [partition, end - since > each ? end - each : since];
      }),
    );
  } finally {
    await consumer.close(true);
  }
}
