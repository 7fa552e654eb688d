/** Markdown without its marks: for the clipboard, for announcements, for the first words of a message. */

import { splitWhole } from "./block-splitter.ts";
import type { Block, Inline } from "./markdown-tree.ts";
import { createPieceReader } from "./piece-reader.ts";

/**
 * The text of a message as it would be read aloud, blocks apart by a blank line, items with a dash or
 * their number, cells apart by a tab, formulas as their TeX. Looks at the first `charsMax` characters.
 */
export function plainTextOf(markdown: string, charsMax = 200_000): string {
  const reader = createPieceReader();
  const pieces = splitWhole(markdown.slice(0, charsMax).replace(/\r\n?/g, "\n"));
  const texts = pieces.map((piece) => ({
    piece,
    text: plainTextOfBlocks(reader.read(piece, new Map()).blocks),
  }));
  return texts
    .filter(({ text }) => text !== "")
    .map(({ piece, text }, index) => (index === 0 ? text : (piece.continues ? "\n" : "\n\n") + text))
    .join("");
}

export function plainTextOfBlocks(blocks: readonly Block[]): string {
  return blocks
    .map(plainTextOfBlock)
    .filter((text) => text !== "")
    .join("\n\n");
}

function plainTextOfBlock(block: Block): string {
  switch (block.kind) {
    case "paragraph":
    case "heading":
      return plainTextOfInlines(block.children);
    case "code":
    case "maths":
      return block.source;
    case "list":
      return block.items
        .map((item, index) => {
          const sign = block.start === undefined ? "-" : `${block.start + index}.`;
          const text = plainTextOfBlocks(item.blocks).replaceAll("\n\n", "\n");
          return `${sign} ${text.replaceAll("\n", "\n  ")}`;
        })
        .join("\n");
    case "quote":
      return plainTextOfBlocks(block.blocks);
    case "table":
      return [block.head, ...block.rows].map((row) => row.map(plainTextOfInlines).join("\t")).join("\n");
    case "rule":
      return "";
    case "plain":
      return block.text;
  }
}

export function plainTextOfInlines(inlines: readonly Inline[]): string {
  return inlines.map(plainTextOfInline).join("");
}

function plainTextOfInline(inline: Inline): string {
  switch (inline.kind) {
    case "text":
    case "code":
      return inline.text;
    case "maths":
      return inline.source;
    case "break":
      return "\n";
    case "image":
      return inline.alt;
    case "footnote":
    case "caret":
      return "";
    default:
      return plainTextOfInlines(inline.children);
  }
}
