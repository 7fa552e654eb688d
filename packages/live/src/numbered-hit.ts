import type { PostHit } from "@grok/posts";
import type { OpenShard } from "./open-shard.ts";
import { numberOf, placeOf } from "./post-number.ts";
import { type PostRow, postOf } from "./shard-schema.ts";

export interface NumberedHit extends PostHit {
  readonly number: number;
  /** What it says the same as: the number of the first such post, or its own. */
  readonly said: number;
}

export function hitOf(shard: OpenShard, row: PostRow): NumberedHit {
  const number = numberOf(shard.number, row.row);
  return {
    post: postOf(row),
    score: row.quality,
    copies: row.copies,
    copyAuthors: row.copy_authors,
    spam: row.spam === "" ? [] : row.spam.split(" "),
    number,
    said: row.said || number,
  };
}

/** The first of those that say the same. */
export function withoutCopies(hits: readonly NumberedHit[]): NumberedHit[] {
  const seen = new Set<number>();
  return hits.filter(({ said }) => !seen.has(said) && seen.add(said));
}

/** With the copies of what it says, which are counted where that was said first. */
export function withCopies(shards: readonly OpenShard[], hit: NumberedHit): NumberedHit {
  if (hit.said === hit.number) return hit;
  const place = placeOf(hit.said);
  const first = shards.find(({ number }) => number === place.shard)?.row(place.row);
  return first === undefined ? hit : { ...hit, copies: first.copies, copyAuthors: first.copy_authors };
}
