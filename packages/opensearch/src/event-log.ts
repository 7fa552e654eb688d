import { Producer } from "@platformatic/kafka";
import { postsErrorOf } from "./ask.ts";
import { type KafkaAccess, kafkaOptions } from "./kafka-access.ts";

export interface LogRecord {
  readonly partition: number;
  readonly value: Buffer;
}

/** Records that are written together, and who waits for them. */
interface Waiting {
  readonly records: readonly LogRecord[];
  /** How many of them have been taken into a request. */
  taken: number;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

const recordsAtOnce = 2_000;
/** Of one partition in one request: Kafka takes a MiB, and its own bytes come on top. */
const bytesAtOnce = 800_000;

/**
 * Writes to a topic. Only one request is under way at a time, and takes along everything that came meanwhile: order is
 * kept, and the busier it is the larger the requests.
 */
export class EventLog {
  readonly #producer: Producer;
  readonly #topic: string;
  #waiting: Waiting[] = [];
  #sending: Promise<void> | null = null;

  constructor(topic: string, kafka: KafkaAccess) {
    this.#topic = topic;
    this.#producer = new Producer({
      ...kafkaOptions(kafka),
      // All copies have it before it counts, and what is sent again is stored once.
      acks: -1,
      idempotent: true,
      compression: "zstd",
      timeout: 10_000,
      retries: 5,
    });
  }

  /** Resolves once they are in the topic. Where that fails some of them may be there. */
  write(records: readonly LogRecord[]): Promise<void> {
    if (records.length === 0) return Promise.resolve();
    return new Promise((resolve, reject) => {
      this.#waiting.push({ records, taken: 0, resolve, reject });
      this.#sending ??= this.#send();
    });
  }

  async close(): Promise<void> {
    await this.#sending;
    await this.#producer.close();
  }

  async #send(): Promise<void> {
    // What is written in the same turn goes along.
    await Promise.resolve();
    while (this.#waiting.length > 0) {
      const { records, from } = this.#take();
      try {
        await this.#producer.send({ messages: records.map((record) => ({ topic: this.#topic, ...record })) });
        for (const waiting of from) if (waiting.taken === waiting.records.length) waiting.resolve();
      } catch (error) {
        for (const { reject } of from) reject(postsErrorOf(error));
        this.#waiting = this.#waiting.filter((waiting) => !from.includes(waiting));
      }
    }
    this.#sending = null;
  }

  /** The next records that fit into one request, and to whom they belong. */
  #take(): { readonly records: readonly LogRecord[]; readonly from: readonly Waiting[] } {
    const records: LogRecord[] = [];
    const from: Waiting[] = [];
    const bytes = new Map<number, number>();
    while (this.#waiting.length > 0) {
      const waiting = this.#waiting[0]!;
      from.push(waiting);
      for (; waiting.taken < waiting.records.length; waiting.taken++) {
        const record = waiting.records[waiting.taken]!;
        const size = (bytes.get(record.partition) ?? 0) + record.value.length;
        if (records.length > 0 && (size > bytesAtOnce || records.length >= recordsAtOnce))
          return { records, from };
        bytes.set(record.partition, size);
        records.push(record);
      }
      this.#waiting.shift();
    }
    return { records, from };
  }
}
