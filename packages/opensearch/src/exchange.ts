import { randomUUID } from "node:crypto";
import type { FeedEvent } from "@grok/posts";
import { nothingDone } from "./apply-events.ts";
import { EventLog } from "./event-log.ts";
import { encodeRecord, partitionsOf } from "./event-record.ts";
import type { Done } from "./indexer.ts";
import type { KafkaAccess } from "./kafka-access.ts";
import type { Names } from "./names.ts";
import { decodeNews, doneNews, encodeNews, recordsDone } from "./process-news.ts";
import type { ReadRecord } from "./topic-reader.ts";
import { WaitingBatches } from "./waiting-batches.ts";

export interface ExchangeOptions {
  readonly names: Names;
  readonly kafka: KafkaAccess;
  /** Of the topic of events. */
  readonly partitions: number;
  readonly now: () => number;
  /** Another process has forgotten everything. */
  readonly onCleared: () => void;
}

/** What processes say to each other by Kafka: events to be indexed, by whichever of them, and the news that they are. */
export class Exchange {
  /** This process, among all that have the index open. */
  readonly self = randomUUID();
  readonly #options: ExchangeOptions;
  readonly #events: EventLog;
  readonly #news: EventLog;
  readonly #waiting = new WaitingBatches();
  #queued = 0;
  #sent = 0;
  #lastOrder = 0;

  constructor(options: ExchangeOptions) {
    const { names, kafka } = options;
    this.#options = options;
    this.#events = new EventLog(names.events, kafka);
    this.#news = new EventLog(names.news, kafka);
  }

  /** Events of this process that wait to be indexed. */
  get queued(): number {
    return this.#queued;
  }

  /** Records of this process that are in the topic. */
  get sent(): number {
    return this.#sent;
  }

  /** How long the oldest of them waits. */
  lagMs(): number {
    const sinceMs = this.#waiting.oldestSinceMs;
    return sinceMs === null ? 0 : Math.max(0, Date.now() - sinceMs);
  }

  /** Resolves with what was done once some process has indexed them all. */
  async send(events: readonly FeedEvent[]) {
    const atMs = this.#options.now();
    const records = events.flatMap((event) =>
      partitionsOf(event, this.#options.partitions).map((partition) => ({ event, partition })),
    );
    if (records.length === 0) return nothingDone;
    this.#queued += events.length;
    try {
      return await this.#waiting.run(records.length, Date.now(), async (batch) => {
        await this.#events.write(
          records.map(({ event, partition }, at) => ({
            partition,
            value: encodeRecord({ from: this.self, batch, at, atMs, order: this.#nextOrder(), event }),
          })),
        );
        this.#sent += records.length;
      });
    } finally {
      this.#queued -= events.length;
    }
  }

  /** Tells whoever waits for these records, here or in another process. */
  async tell(done: readonly Done[]): Promise<void> {
    const others: Done[] = [];
    for (const each of done) {
      const { from, batch, at } = each.record;
      if (from === this.self) this.#waiting.settle({ batch, at, ...each.outcome });
      else others.push(each);
    }
    await this.#news.write(doneNews(others).map((news) => ({ partition: 0, value: encodeNews(news) })));
  }

  /** Tells the others to forget everything, too. */
  async tellCleared(): Promise<void> {
    await this.#news.write([{ partition: 0, value: encodeNews({ type: "cleared", by: this.self }) }]);
  }

  /** Takes what was read of the topic of news. */
  hear(records: readonly ReadRecord[]): void {
    for (const { value } of records) {
      const news = decodeNews(value);
      if (news?.type === "done" && news.to === this.self)
        for (const done of recordsDone(news)) this.#waiting.settle(done);
      else if (news?.type === "cleared" && news.by !== this.self) this.#options.onCleared();
    }
  }

  async close(): Promise<void> {
    await Promise.allSettled([this.#events.close(), this.#news.close()]);
  }

  /** Grows with every post, over restarts too; of several processes about by time. */
  #nextOrder(): number {
    this.#lastOrder = Math.max(this.#lastOrder + 1, Date.now() * 1_000);
    return this.#lastOrder;
  }
}
