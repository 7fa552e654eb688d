/** Puts the items that were read one by one back into their lists. */

import type { ReadPiece } from "./markdown-document.ts";
import type { Block, ListItem } from "./markdown-tree.ts";

export interface ListRun {
  /** Of the first piece; names the run. */
  readonly start: number;
  readonly list: Block & { readonly kind: "list" };
  /** One for each item of `list`, the same as long as the item is. */
  readonly itemKeys: readonly string[];
  /** Start of the piece each item came from. */
  readonly itemStarts: readonly number[];
  /** What followed the list in its last piece. */
  readonly rest: readonly Block[];
  /** The pieces the run is made of, for their notes. */
  readonly pieces: readonly ReadPiece[];
}

/** Pieces in the order of the text, lists whole. */
export function listRuns(read: readonly ReadPiece[]): readonly (ReadPiece | ListRun)[] {
  const runs: (ReadPiece | ListRun)[] = [];
  for (let at = 0; at < read.length; ) {
    let end = at + 1;
    while (end < read.length && read[end]!.piece.continuesList && beginsWithList(read[end]!)) end++;
    runs.push(beginsWithList(read[at]!) ? listRun(read.slice(at, end)) : read[at]!);
    at = beginsWithList(read[at]!) ? end : at + 1;
  }
  return runs;
}

function beginsWithList(read: ReadPiece): boolean {
  return read.reading.blocks[0]?.kind === "list";
}

function listRun(pieces: readonly ReadPiece[]): ListRun {
  const items: ListItem[] = [];
  const itemKeys: string[] = [];
  const itemStarts: number[] = [];
  let loose = false;
  pieces.forEach(({ piece, reading }, index) => {
    const list = listOf(reading.blocks[0]);
    loose ||= list.loose || (index > 0 && /^[ \t]*\n/.test(piece.source));
    list.items.forEach((item, at) => {
      items.push(item);
      itemKeys.push(`${piece.start}.${at}`);
      itemStarts.push(piece.start);
    });
  });
  const { start, direction } = listOf(pieces[0]!.reading.blocks[0]);
  return {
    start: pieces[0]!.piece.start,
    list: { kind: "list", ...(start === undefined ? {} : { start }), direction, loose, items },
    itemKeys,
    itemStarts,
    rest: pieces.at(-1)!.reading.blocks.slice(1),
    pieces,
  };
}

function listOf(block: Block | undefined): Block & { kind: "list" } {
  if (block?.kind !== "list") throw new TypeError(`expected a list, got ${block?.kind ?? "nothing"}`);
  return block;
}
