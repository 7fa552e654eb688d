import type { LiveIndex, Retention } from "@grok/posts";
import { Client } from "@opensearch-project/opensearch";
import { postsErrorOf } from "./ask.ts";
import type { KafkaAccess } from "./kafka-access.ts";
import { namesOf } from "./names.ts";
import { ScaledIndex } from "./scaled-index.ts";
import { makeIndices } from "./schema.ts";
import { StateDocuments } from "./state-documents.ts";
import { openTopics } from "./topics.ts";

const requestTimeoutMs = 30_000;

export interface OpenSearchIndexOptions {
  /** Address of OpenSearch: "https://search.example:9200". */
  readonly node: string;
  readonly auth?: { readonly username: string; readonly password: string } | null;
  /** The whole value of the header Authorization, instead of `auth`. */
  readonly authorization?: string | null;
  readonly kafka: KafkaAccess;
  /** Begins the names of everything that belongs to this installation; several may share the servers. */
  readonly indexPrefix: string;
  /** Of new indices and topics; those that are there keep theirs. Default 1 shard and 12 partitions. */
  readonly shards?: number;
  readonly partitions?: number;
  /** Where none was ever set. Default: everything is kept. */
  readonly retention?: Retention;
  /** Events that may wait to be indexed; beyond nine tenths the least important posts are left out. Default 50,000. */
  readonly queueMax?: number;
  /** Unix milliseconds. Default `Date.now`. */
  readonly now?: () => number;
  readonly log?: (
    level: "info" | "warn" | "error",
    message: string,
    fields?: Record<string, unknown>,
  ) => void;
}

/**
 * Opens the index in OpenSearch, behind Kafka; makes what is missing there. Any number of processes may have it open
 * at the same time and share the work. Throws `PostsError`: "unreachable", "refused", "bad-input" for a prefix that
 * cannot be. `close` must be called; what a kill leaves is whole.
 */
export async function openOpenSearchIndex(options: OpenSearchIndexOptions): Promise<LiveIndex> {
  const names = namesOf(options.indexPrefix);
  const client = new Client({
    node: options.node,
    requestTimeout: requestTimeoutMs,
    maxRetries: 2,
    ...(options.auth ? { auth: { ...options.auth } } : {}),
    ...(options.authorization ? { headers: { authorization: options.authorization } } : {}),
  });
  try {
    await makeIndices(client, names, options.shards ?? 1);
    const topic = await openTopics(client, names, options.kafka, options.partitions);
    const retention = await new StateDocuments(client, names).retention();
    const index = new ScaledIndex(client, names, topic, options, retention);
    try {
      await index.begin();
      return index;
    } catch (error) {
      await index.close();
      throw error;
    }
  } catch (error) {
    await client.close();
    throw postsErrorOf(error);
  }
}
