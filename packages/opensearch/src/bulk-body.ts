import type { Applied } from "./apply-events.ts";
import type { Names } from "./names.ts";

/** Lines of a `_bulk` request, and how many operations they are. */
export interface BulkBody {
  readonly lines: readonly object[];
  readonly operations: number;
}

/**
 * What `applied` changes, as operations. A data stream takes new documents only; what is there is changed in the index
 * behind it, under the condition that nobody else changed it since it was read: whoever lost its partitions without
 * knowing changes nothing.
 */
export function bulkBody({ posts, gone }: Pick<Applied, "posts" | "gone">, names: Names): BulkBody {
  const lines: object[] = [];
  let operations = 0;
  // Deletions are remembered first: what is refused halfway is applied again as a whole.
  for (const [id, value] of gone) {
    lines.push({ index: { _index: names.gone, _id: id } }, value);
    operations++;
  }
  for (const { id, before, now, isChanged } of posts) {
    if (!isChanged || (before === null && now === null)) continue;
    operations++;
    if (before === null) {
      lines.push({ create: { _index: names.posts, _id: id } }, now!);
      continue;
    }
    const place = {
      _index: before.index,
      _id: id,
      if_seq_no: before.seqNo,
      if_primary_term: before.primaryTerm,
    };
    if (now === null) lines.push({ delete: place });
    else lines.push({ index: place }, now);
  }
  return { lines, operations };
}
