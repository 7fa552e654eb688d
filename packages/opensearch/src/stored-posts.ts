// What the indexer must know before it applies events: the documents that they change, and what was deleted before.
// Documents are searched for, because their data stream has many indices behind it; so the last bout must be searchable
// before the next one begins, which its acknowledgement needs anyway.

import type { Client } from "@opensearch-project/opensearch";
import { z } from "zod";
import { ask, find } from "./ask.ts";
import type { Names } from "./names.ts";
import { documentSchema, type PostDocument } from "./post-document.ts";

/** A document, and what says that nobody else has changed it since. */
export interface StoredPost {
  readonly id: string;
  /** The index behind the data stream. */
  readonly index: string;
  readonly seqNo: number;
  readonly primaryTerm: number;
  readonly document: PostDocument;
}

/** What the index of what is gone says of an id. */
export interface Gone {
  readonly kind: "post" | "author" | "repost";
  readonly atMs: number;
  readonly sequence: number;
}

export const hitSchema = z.object({
  _id: z.string(),
  _index: z.string(),
  _seq_no: z.number(),
  _primary_term: z.number(),
  _source: documentSchema,
});

const goneSchema = z.object({
  docs: z.array(
    z.object({
      _id: z.string(),
      found: z.boolean().default(false),
      _source: z
        .object({ kind: z.enum(["post", "author", "repost"]), atMs: z.number(), sequence: z.number() })
        .optional(),
    }),
  ),
});

const saidSchema = z.object({ _source: z.object({ text: z.string(), said: z.string() }) });

/** OpenSearch gives at most 10,000 hits at once. */
export const hitsMax = 10_000;

export async function findStored(
  client: Client,
  names: Names,
  ids: readonly string[],
): Promise<StoredPost[]> {
  if (ids.length === 0) return [];
  return searchStored(client, names, { ids: { values: ids } });
}

/** At most `hitsMax` documents. */
export async function searchStored(client: Client, names: Names, query: object): Promise<StoredPost[]> {
  const { hits } = await find(client, names.posts, {
    size: hitsMax,
    seq_no_primary_term: true,
    track_total_hits: false,
    query,
    sort: ["_doc"],
  });
  return z
    .array(hitSchema)
    .parse(hits.hits)
    .map((hit) => ({
      id: hit._id,
      index: hit._index,
      seqNo: hit._seq_no,
      primaryTerm: hit._primary_term,
      document: hit._source,
    }));
}

export async function findGone(
  client: Client,
  names: Names,
  ids: readonly string[],
): Promise<Map<string, Gone>> {
  const found = new Map<string, Gone>();
  if (ids.length === 0) return found;
  const { body } = await ask(() => client.mget({ index: names.gone, body: { ids: [...ids] } }));
  for (const { _id, _source } of goneSchema.parse(body).docs)
    if (_source !== undefined) found.set(_id, _source);
  return found;
}

/** Of texts that were said since then: what their posts have in `said`. */
export async function findSaid(
  client: Client,
  names: Names,
  texts: readonly string[],
  sinceMs: number,
): Promise<Map<string, string>> {
  if (texts.length === 0) return new Map();
  const answer = await find(client, names.posts, {
    size: hitsMax,
    _source: ["text", "said"],
    track_total_hits: false,
    query: { bool: { filter: [{ terms: { text: texts } }, { range: { "@timestamp": { gte: sinceMs } } }] } },
    collapse: { field: "text" },
  });
  const hits = z.array(saidSchema).parse(answer.hits.hits);
  return new Map(hits.map(({ _source: { text, said } }) => [text, said]));
}
