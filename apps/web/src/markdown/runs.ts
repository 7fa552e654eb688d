/** Puts items and rows that were read piece by piece back into their lists and tables. */

import type { Block, ListItem } from "./markdown-tree.ts";
import type { ReadPiece } from "./piece-reader.ts";
import { tableColumns } from "./table-columns.ts";

type List = Block & { readonly kind: "list" };
type Table = Block & { readonly kind: "table" };

/** A list or a table and the pieces it is made of. */
export interface Run {
  /** Of the first piece; names the run. */
  readonly start: number;
  readonly block: List | Table;
  /** For a list: one for each item, the same as long as the item is. */
  readonly itemKeys: readonly string[];
  /** For a list: start of the piece each item came from. */
  readonly itemStarts: readonly number[];
  /** What followed in the last piece. */
  readonly rest: readonly Block[];
  readonly pieces: readonly ReadPiece[];
}

/** Pieces in the order of the text, lists and tables whole. */
export function runsOf(read: readonly ReadPiece[]): readonly (ReadPiece | Run)[] {
  const runs: (ReadPiece | Run)[] = [];
  for (let at = 0; at < read.length; ) {
    const first = read[at]!;
    const kind = first.reading.blocks[0]?.kind;
    let end = at + 1;
    if (kind === "list" || kind === "table") {
      while (read[end]?.piece.continues === true && read[end]!.reading.blocks[0]?.kind === kind) end++;
      const pieces = read.slice(at, end);
      runs.push(kind === "list" ? listRun(pieces) : tableRun(pieces));
    } else runs.push(first);
    at = end;
  }
  return runs;
}

function listRun(pieces: readonly ReadPiece[]): Run {
  const lists = pieces.map((piece) => firstOf<List>(piece, "list"));
  const items: ListItem[] = [];
  const itemKeys: string[] = [];
  const itemStarts: number[] = [];
  pieces.forEach(({ piece }, index) => {
    lists[index]!.items.forEach((item, at) => {
      items.push(item);
      itemKeys.push(`${piece.start}.${at}`);
      itemStarts.push(piece.start);
    });
  });
  const loose = pieces.some(
    ({ piece }, index) => lists[index]!.loose || (index > 0 && startsBlank(piece.source)),
  );
  return { ...runOf(pieces, { ...lists[0]!, loose, items }), itemKeys, itemStarts };
}

function tableRun(pieces: readonly ReadPiece[]): Run {
  const tables = pieces.map((piece) => firstOf<Table>(piece, "table"));
  if (tables.length === 1) return runOf(pieces, tables[0]!);
  const facts = tables.flatMap((table) => table.facts);
  const block: Table = {
    ...tables[0]!,
    columns: tableColumns(facts, tables[0]!.aligned),
    rows: tables.flatMap((table) => table.rows),
    facts,
  };
  return runOf(pieces, block);
}

function runOf(pieces: readonly ReadPiece[], block: List | Table): Run {
  const rest = pieces.at(-1)!.reading.blocks.slice(1);
  return { start: pieces[0]!.piece.start, block, itemKeys: [], itemStarts: [], rest, pieces };
}

function firstOf<Kind extends Block>({ reading }: ReadPiece, kind: Kind["kind"]): Kind {
  const block = reading.blocks[0];
  if (block?.kind !== kind) throw new TypeError(`expected a ${kind}, got ${block?.kind ?? "nothing"}`);
  return block as Kind;
}

function startsBlank(source: string): boolean {
  return /^[ \t]*\n/.test(source);
}
