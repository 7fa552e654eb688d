import { Producer } from "@platformatic/kafka";
import { postsErrorOf } from "./ask.ts";

interface Waiting {
  readonly records: readonly { readonly partition: number; readonly value: Buffer }[];
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/** Records of one request; Kafka takes 1 MiB a partition at a time. */
const recordsAtOnce = 1_000;

/**
 * Writes to a topic. Only one request is under way at a time, and takes along everything that came meanwhile: order is
 * kept, and the busier it is the larger the requests.
 */
export class EventLog {
  readonly #producer: Producer;
  readonly #topic: string;
  readonly #waiting: Waiting[] = [];
  #sending: Promise<void> | null = null;

  constructor(topic: string, brokers: readonly string[]) {
    this.#topic = topic;
    this.#producer = new Producer({
      clientId: "grok",
      bootstrapBrokers: [...brokers],
      // All copies have it before it counts, and what is sent again is stored once.
      acks: -1,
      idempotent: true,
      timeout: 10_000,
      retries: 5,
    });
  }

  /** Resolves once they are in the topic. */
  write(records: Waiting["records"]): Promise<void> {
    if (records.length === 0) return Promise.resolve();
    return new Promise((resolve, reject) => {
      this.#waiting.push({ records, resolve, reject });
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
      const taken: Waiting[] = [];
      for (let count = 0; this.#waiting.length > 0 && count < recordsAtOnce; ) {
        const next = this.#waiting.shift()!;
        taken.push(next);
        count += next.records.length;
      }
      const messages = taken.flatMap(({ records }) =>
        records.map(({ partition, value }) => ({ topic: this.#topic, partition, value })),
      );
      try {
        await this.#producer.send({ messages });
        for (const { resolve } of taken) resolve();
      } catch (error) {
        for (const { reject } of taken) reject(postsErrorOf(error));
      }
    }
    this.#sending = null;
  }
}
