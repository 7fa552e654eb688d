import type { Client } from "@opensearch-project/opensearch";
import { Admin } from "@platformatic/kafka";
import { z } from "zod";
import { ask } from "./ask.ts";
import { type KafkaAccess, kafkaOptions } from "./kafka-access.ts";
import type { Names } from "./names.ts";

/** The topic of events as long as it is in use. */
export interface TopicFacts {
  readonly partitions: number;
  /** Counts the topics that were in use, from 1: offsets of a new one begin at 0 again. */
  readonly generation: number;
}

/** How many processes can share the indexing; the number is fixed when the topic is made. */
const partitionsAtFirst = 12;
const weekMs = 7 * 86_400_000;
const keptSchema = z.object({ topic: z.string(), partitions: z.number(), generation: z.number() });

/** Makes the topics that are missing, and finds out whether the topic of events is the one that was used before. */
export async function openTopics(
  client: Client,
  names: Names,
  kafka: KafkaAccess,
  partitions: number = partitionsAtFirst,
): Promise<TopicFacts> {
  const admin = new Admin({ ...kafkaOptions(kafka), timeout: 10_000 });
  try {
    await makeTopic(admin, names.events, partitions);
    await makeTopic(admin, names.news, 1);
    const metadata = await admin.metadata({ topics: [names.events] });
    const { id, partitionsCount } = metadata.topics.get(names.events)!;
    return await remember(client, names, id, partitionsCount);
  } finally {
    await admin.close();
  }
}

async function makeTopic(admin: Admin, topic: string, partitions: number): Promise<void> {
  try {
    await admin.createTopics({
      topics: [topic],
      partitions,
      // As the brokers have it by default.
      replicas: -1,
      configs: [{ name: "retention.ms", value: String(weekMs) }],
    });
  } catch (error) {
    if (!JSON.stringify(errorTree(error)).includes("TOPIC_ALREADY_EXISTS")) throw error;
  }
}

/** Names and messages of an error and of those that it was made of. */
function errorTree(error: unknown): unknown {
  if (!(error instanceof Error)) return null;
  const parts = error instanceof AggregateError ? error.errors : [error.cause];
  const apiId = "apiId" in error ? error.apiId : "";
  return [error.message, apiId, parts.map(errorTree)];
}

async function remember(
  client: Client,
  names: Names,
  topic: string,
  partitions: number,
): Promise<TopicFacts> {
  const place = { index: names.state, id: "topic" };
  const before = await ask(() => client.get(place, { ignore: [404] }));
  const kept = before.body.found ? keptSchema.parse(before.body._source) : null;
  // A topic that grew keeps its first partitions, so that records of a post go on lying together.
  if (kept?.topic === topic) return kept;
  const facts = { topic, partitions, generation: (kept?.generation ?? 0) + 1 };
  await ask(() => client.index({ ...place, body: facts, refresh: true }));
  return facts;
}
