// Which posts stay: the data stream begins a new index from time to time, and old ones go as a whole. What is too old
// and lies in an index with younger posts is left out of every answer until the index goes.

import type { Retention } from "@grok/posts";
import type { Client } from "@opensearch-project/opensearch";
import { z } from "zod";
import { ask, find } from "./ask.ts";
import type { Names } from "./names.ts";
import { boundsOf } from "./post-query.ts";
import { hitsMax } from "./stored-posts.ts";

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** Deletions are kept so long at least: sources replay a day or two, and a month is generous. */
const goneKeptMs = 30 * dayMs;
const indexBytesMax = 30 * 2 ** 30;

const newestSchema = z.object({
  indices: z.object({
    buckets: z.array(z.object({ key: z.string(), newest: z.object({ value: z.number().nullable() }) })),
  }),
});
const wholeSchema = z.object({
  oldest: z.object({ value: z.number().nullable() }),
  newest: z.object({ value: z.number().nullable() }),
});

export class PostKeeper {
  readonly #client: Client;
  readonly #names: Names;

  constructor(client: Client, names: Names) {
    this.#client = client;
    this.#names = names;
  }

  /** Begins a new index where the present one is old or large enough, and takes those away that may go. */
  async apply(retention: Retention, nowMs: number): Promise<void> {
    const { ageMs, bytes } = retention;
    const conditions = {
      // An eighth of what is kept, so that at most so much more is kept than was asked for.
      max_age: `${Math.round(Math.min(dayMs, Math.max(hourMs, (ageMs ?? Number.POSITIVE_INFINITY) / 8)) / 1_000)}s`,
      max_size: `${Math.round(Math.min(indexBytesMax, (bytes ?? Number.POSITIVE_INFINITY) / 8))}b`,
    };
    await ask(() => this.#client.indices.rollover({ alias: this.#names.posts, body: { conditions } }));
    if (ageMs !== null) await this.#dropOlder(nowMs - ageMs);
    if (bytes !== null) await this.#dropLarger(bytes);
    await this.#forgetGone(nowMs - goneKeptMs);
  }

  /** Takes every post away. */
  async clear(): Promise<void> {
    await ask(() => this.#client.indices.rollover({ alias: this.#names.posts }));
    await this.#drop((await this.#indices()).slice(0, -1));
  }

  async numbers(arrivedSinceMs: number | null) {
    const index = this.#names.posts;
    const [found, size] = await Promise.all([
      find(this.#client, index, {
        size: 0,
        track_total_hits: true,
        query: { bool: { filter: boundsOf({ arrivedSinceMs }) } },
        aggs: { oldest: { min: { field: "@timestamp" } }, newest: { max: { field: "@timestamp" } } },
      }),
      ask(() => this.#client.indices.stats({ index, metric: ["store"] })),
    ]);
    const { oldest, newest } = wholeSchema.parse(found.aggregations);
    return {
      posts: totalOf(found.hits.total),
      bytes: z.number().parse(size.body._all.total?.store?.size_in_bytes),
      oldestAtMs: oldest.value,
      newestAtMs: newest.value,
    };
  }

  /** Some at a time: the next time comes in a minute. (`_delete_by_query` is a module that small servers lack.) */
  async #forgetGone(beforeMs: number): Promise<void> {
    const index = this.#names.gone;
    const query = { range: { atMs: { lt: beforeMs } } };
    const { hits } = await find(this.#client, index, {
      size: hitsMax,
      _source: false,
      query,
      sort: ["_doc"],
    });
    const lines = hits.hits.map(({ _id }) => ({ delete: { _index: index, _id } }));
    if (lines.length > 0) await ask(() => this.#client.bulk({ body: lines }));
  }

  async #dropOlder(beforeMs: number): Promise<void> {
    const indices = (await this.#indices()).slice(0, -1);
    if (indices.length === 0) return;
    const { aggregations } = await find(this.#client, this.#names.posts, {
      size: 0,
      aggs: {
        indices: {
          terms: { field: "_index", size: 10_000 },
          aggs: { newest: { max: { field: "@timestamp" } } },
        },
      },
    });
    const newest = new Map(
      newestSchema.parse(aggregations).indices.buckets.map(({ key, newest }) => [key, newest.value]),
    );
    // One that is not among them holds nothing.
    await this.#drop(indices.filter((index) => (newest.get(index) ?? 0) < beforeMs));
  }

  async #dropLarger(bytesMax: number): Promise<void> {
    const indices = await this.#indices();
    const { body } = await ask(() =>
      this.#client.indices.stats({ index: this.#names.posts, metric: ["store"] }),
    );
    const bytesOf = (index: string) => body.indices?.[index]?.total?.store?.size_in_bytes ?? 0;
    let left = indices.reduce((sum, index) => sum + bytesOf(index), 0);
    const going: string[] = [];
    for (const index of indices.slice(0, -1)) {
      if (left <= bytesMax) break;
      going.push(index);
      left -= bytesOf(index);
    }
    await this.#drop(going);
  }

  /** Behind the data stream, oldest first; the last one is written to. */
  async #indices(): Promise<string[]> {
    const { body } = await ask(() => this.#client.indices.getDataStream({ name: this.#names.posts }));
    return (body.data_streams?.[0]?.indices ?? []).map(({ index_name }) => z.string().parse(index_name));
  }

  async #drop(indices: readonly string[]): Promise<void> {
    for (const index of indices) await ask(() => this.#client.indices.delete({ index }, { ignore: [404] }));
  }
}

export function totalOf(total: unknown): number {
  return z.object({ value: z.number() }).parse(total).value;
}
