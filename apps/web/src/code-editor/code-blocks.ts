import { splitWhole } from "../markdown/block-splitter.ts";
import type { Block, CodeBlock } from "../markdown/markdown-tree.ts";
import { readFence, readMarkdown } from "../markdown/piece-reader.ts";

/** A code block of a message. `offset`: where its Markdown starts, as `replaceCode` takes it. */
export type PlacedCode = Pick<CodeBlock, "source" | "language" | "fileName" | "offset">;

/** All code blocks of a message in the order in which they stand, wherever they are nested. */
export function codeBlocks(markdown: string): readonly PlacedCode[] {
  const text = markdown.replace(/\r\n?/g, "\n");
  return splitWhole(text).flatMap((piece) => {
    if (piece.kind === "fence") return [placed(readFence(piece.source), piece.start)];
    const { blocks, footnotes } = readMarkdown(piece.source, [], piece.tableHead);
    return [...blocks, ...footnotes.flatMap((note) => note.blocks)]
      .flatMap(codeIn)
      .map((block) => placed(block, piece.start));
  });
}

function codeIn(block: Block): readonly CodeBlock[] {
  if (block.kind === "code") return [block];
  if (block.kind === "quote") return block.blocks.flatMap(codeIn);
  if (block.kind === "list") return block.items.flatMap((item) => item.blocks.flatMap(codeIn));
  return [];
}

function placed({ source, language, fileName, offset }: CodeBlock, start: number): PlacedCode {
  return { source, language, ...(fileName === undefined ? {} : { fileName }), offset: start + offset };
}
