import type { Client } from "@opensearch-project/opensearch";
import { z } from "zod";
import { find } from "./ask.ts";
import { boundsOf } from "./post-query.ts";

export interface Copies {
  readonly copies: number;
  readonly copyAuthors: number;
}

const answerSchema = z.object({
  sayings: z.object({
    buckets: z.array(
      z.object({ key: z.string(), doc_count: z.number(), authors: z.object({ value: z.number() }) }),
    ),
  }),
});

/** Of each saying: how many posts say it now, and by how many authors (exact to a thousand, then estimated). */
export async function copiesOf(
  client: Client,
  index: string,
  sayings: readonly string[],
  arrivedSinceMs: number | null,
): Promise<Map<string, Copies>> {
  const distinct = [...new Set(sayings)];
  if (distinct.length === 0) return new Map();
  const { aggregations } = await find(client, index, {
    size: 0,
    query: { bool: { filter: [{ terms: { said: distinct } }, ...boundsOf({ arrivedSinceMs })] } },
    aggs: {
      sayings: {
        terms: { field: "said", size: distinct.length },
        aggs: { authors: { cardinality: { field: "author", precision_threshold: 1_000 } } },
      },
    },
  });
  return new Map(
    answerSchema
      .parse(aggregations)
      .sayings.buckets.map(({ key, doc_count, authors }) => [
        key,
        { copies: doc_count, copyAuthors: authors.value },
      ]),
  );
}
