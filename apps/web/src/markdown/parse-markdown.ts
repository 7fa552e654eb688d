/**
 * One piece of Markdown as an mdast tree: CommonMark, the GitHub extensions, maths.
 *
 * HTML blocks are switched off, so that a line such as `<div>` is a paragraph like any other; tags
 * within a line come out as `html` nodes, which the reader shows as the text they are.
 */

import type { Root } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { gfm } from "micromark-extension-gfm";
import { mathsSyntax, mathsTree } from "./maths-syntax.ts";

const extensions = [gfm({ singleTilde: false }), mathsSyntax(), { disable: { null: ["htmlFlow"] } }];
const mdastExtensions = [gfmFromMarkdown(), mathsTree()];

/** Pure; throws nothing for any text. Time grows with the length, see `piece-limits.ts` for what is kept from it. */
export function parseMarkdown(markdown: string): Root {
  return fromMarkdown(markdown, { extensions, mdastExtensions });
}
