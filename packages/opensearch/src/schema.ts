import type { Client } from "@opensearch-project/opensearch";
import { ask } from "./ask.ts";
import type { Names } from "./names.ts";

const keyword = { type: "keyword" } as const;
const long = { type: "long" } as const;

/**
 * Makes what is not there yet; what is there stays. `auto_expand_replicas`: a copy as soon as a second node could hold it.
 */
export async function makeIndices(client: Client, names: Names, shards: number): Promise<void> {
  await ask(() =>
    client.indices.putIndexTemplate({
      name: names.posts,
      body: {
        index_patterns: [names.posts],
        data_stream: {},
        template: { settings: postSettings(shards), mappings: postMappings },
      },
    }),
  );
  const small = { number_of_shards: 1, auto_expand_replicas: "0-1" } as const;
  await Promise.all([
    unlessThere(() => client.indices.createDataStream({ name: names.posts })),
    unlessThere(() =>
      client.indices.create({ index: names.gone, body: { settings: small, mappings: goneMappings } }),
    ),
    unlessThere(() =>
      client.indices.create({ index: names.state, body: { settings: small, mappings: { dynamic: false } } }),
    ),
  ]);
}

function postSettings(shards: number): Record<string, unknown> {
  return {
    number_of_shards: shards,
    auto_expand_replicas: "0-1",
    // Whoever indexes refreshes as soon as a bout is written; this is for what is left when it dies. Said explicitly,
    // because an index without it falls asleep while nobody searches.
    refresh_interval: "1s",
    // The words of posts' own ranking formula.
    similarity: { posts: { type: "BM25", k1: 0.9, b: 0.4 } },
  };
}

const postMappings: Record<string, unknown> = {
  dynamic: false,
  _source: { excludes: ["words"] },
  properties: {
    "@timestamp": { type: "date", format: "epoch_millis" },
    created: long,
    order: long,
    partition: { type: "integer" },
    said: keyword,
    text: keyword,
    author: keyword,
    worth: { type: "float" },
    words: { type: "text", analyzer: "whitespace", similarity: "posts" },
    post: { type: "object", enabled: false },
  },
};

const goneMappings = {
  dynamic: false,
  properties: { atMs: long, kind: keyword },
} as const;

async function unlessThere(make: () => Promise<unknown>): Promise<void> {
  try {
    await ask(make);
  } catch (error) {
    if (!isThereAlready(error)) throw error;
  }
}

function isThereAlready(error: unknown): boolean {
  const reason = error instanceof Error && error.cause instanceof Error ? error.cause.message : "";
  return reason.includes("resource_already_exists_exception");
}
