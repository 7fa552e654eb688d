/** Puts the caret where the live text ends: inside the last line of text, not under it. */

import type { Block, Inline, ListItem } from "./markdown-tree.ts";

const caret: Inline = { kind: "caret" };
const caretAlone: Block = { kind: "paragraph", children: [caret] };

/** `blocks` with one caret at the end; a line of its own after a block that holds no text. */
export function withCaret(blocks: readonly Block[]): readonly Block[] {
  const last = blocks.at(-1);
  const marked = last === undefined ? undefined : caretIn(last);
  return marked === undefined ? [...blocks, caretAlone] : [...blocks.slice(0, -1), marked];
}

function caretIn(block: Block): Block | undefined {
  switch (block.kind) {
    case "paragraph":
    case "heading":
      return { ...block, children: atEnd(block.children) };
    case "code":
      return block.closed ? undefined : { ...block, caret: true };
    case "plain":
      return { ...block, caret: true };
    case "list": {
      const item = block.items.at(-1);
      if (item === undefined) return undefined;
      const marked: ListItem = { ...item, blocks: withCaret(item.blocks) };
      return { ...block, items: [...block.items.slice(0, -1), marked] };
    }
    case "quote":
      return { ...block, blocks: withCaret(block.blocks) };
    case "table":
      return caretInTable(block);
    case "maths":
    case "rule":
      return undefined;
  }
}

function caretInTable(table: Block & { kind: "table" }): Block {
  const row = table.rows.at(-1);
  const cells = row ?? table.head;
  const filled = cells.findLastIndex((cell) => cell.length > 0);
  const at = Math.max(filled, 0);
  const marked = cells.map((cell, column) => (column === at ? atEnd(cell) : cell));
  return row === undefined
    ? { ...table, head: marked }
    : { ...table, rows: [...table.rows.slice(0, -1), marked] };
}

/** Within the last emphasis or link, so that the caret stands right after the letter. */
function atEnd(inlines: readonly Inline[]): readonly Inline[] {
  const last = inlines.at(-1);
  if (last !== undefined && (last.kind === "strong" || last.kind === "emphasis" || last.kind === "deleted")) {
    return [...inlines.slice(0, -1), { ...last, children: atEnd(last.children) }];
  }
  return [...inlines, caret];
}
