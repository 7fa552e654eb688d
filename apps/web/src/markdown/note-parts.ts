/** A footnote as a margin note: what leads it in strong type is its title, the rest is its body. */

import type { Block, Inline } from "./markdown-tree.ts";
import { plainTextOfBlocks, plainTextOfInlines } from "./plain-text.ts";

export interface NoteParts {
  /** Empty when the note leads with plain text. */
  readonly title: readonly Inline[];
  readonly titleText: string;
  readonly body: readonly Block[];
  /** The first words of the body, for the line that stands for the folded note. */
  readonly excerpt: string;
}

const excerptCharsMax = 80;

export function noteParts(blocks: readonly Block[]): NoteParts {
  const [first, ...others] = blocks;
  const lead = first?.kind === "paragraph" ? first.children[0] : undefined;
  const hasTitle =
    lead !== undefined && (lead.kind === "strong" || (lead.kind === "link" && blocks.length > 0));
  if (first?.kind !== "paragraph" || !hasTitle) return partsOf([], blocks);
  const rest = withoutLeadingSigns(first.children.slice(1));
  // A note that is nothing but a strong phrase has no body to title.
  if (rest.length === 0 && others.length === 0) return partsOf([], blocks);
  return partsOf([lead], rest.length === 0 ? others : [{ ...first, children: rest }, ...others]);
}

function partsOf(title: readonly Inline[], body: readonly Block[]): NoteParts {
  const excerpt = plainTextOfBlocks(body).replace(/\s+/g, " ").slice(0, excerptCharsMax);
  const bare = withoutEndingSign(
    title.flatMap((inline) => (inline.kind === "strong" ? inline.children : [inline])),
  );
  return { title: bare, titleText: plainTextOfInlines(bare), body, excerpt };
}

/** A title ends in no stop or colon: "**Feller.** He calls it" is titled "Feller". */
function withoutEndingSign(title: readonly Inline[]): readonly Inline[] {
  const last = title.at(-1);
  if (last?.kind !== "text") return title;
  return [...title.slice(0, -1), { kind: "text", text: last.text.replace(/[.:,：，。]\s*$/, "") }];
}

/** The stop, colon or dash that stood between title and body, or a line break. */
function withoutLeadingSigns(inlines: readonly Inline[]): readonly Inline[] {
  const [first, ...others] = inlines;
  if (first === undefined) return [];
  if (first.kind === "break") return withoutLeadingSigns(others);
  if (first.kind !== "text") return inlines;
  const text = first.text.replace(/^[\s.:,;–—\-：，。；、]+/, "");
  return text === "" ? others : [{ kind: "text", text }, ...others];
}
