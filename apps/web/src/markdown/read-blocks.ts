/**
 * From an mdast tree to the tree that is drawn: levels, links, tables and languages settled, HTML turned
 * into the text it is, definitions taken out, depth bounded.
 */

import type {
  AlignType,
  List,
  ListItem as MdastItem,
  Nodes,
  PhrasingContent,
  Root,
  RootContent,
  Table,
} from "mdast";
import { fenceInfo } from "./code-language.ts";
import type { Block, FootnoteText, Inline, ListItem } from "./markdown-tree.ts";
// Adds the maths nodes to the types of mdast.
import type {} from "./maths-nodes.ts";
import { safeImage, safeLink } from "./safe-link.ts";
import { directionOf, languageOf } from "./script-of-text.ts";
import { cellFacts, tableColumns } from "./table-columns.ts";

/** Lists in quotes in lists: past this many levels the rest is shown as text. */
const depthMax = 24;

export interface Definition {
  /** Normalised as Markdown compares labels. */
  readonly label: string;
  readonly url: string;
  readonly title?: string;
}

/** What one piece of Markdown says. */
export interface Reading {
  readonly blocks: readonly Block[];
  readonly definitions: readonly Definition[];
  readonly footnotes: readonly FootnoteText[];
  /** Labels of the footnotes referred to, in the order of the text, each once. */
  readonly references: readonly string[];
}

/** How to read links that are defined elsewhere, and where the piece's own Markdown starts in what was parsed. */
export interface ReadingContext {
  readonly definitions: ReadonlyMap<string, Definition>;
  readonly offset: number;
}

export function readBlocks(root: Pick<Root, "children">, context: ReadingContext): Reading {
  const reader = new Reader(context);
  const blocks = reader.blocks(root.children, 0);
  return {
    blocks,
    definitions: reader.definitions,
    footnotes: reader.footnotes,
    references: [...reader.references],
  };
}

class Reader {
  readonly definitions: Definition[] = [];
  readonly footnotes: FootnoteText[] = [];
  readonly references = new Set<string>();
  private readonly context: ReadingContext;

  constructor(context: ReadingContext) {
    this.context = context;
  }

  blocks(nodes: readonly RootContent[], depth: number): Block[] {
    const blocks: Block[] = [];
    for (const node of nodes) {
      const block = this.block(node, depth);
      if (block !== undefined) blocks.push(block);
    }
    return blocks;
  }

  private block(node: RootContent, depth: number): Block | undefined {
    if (depth >= depthMax) return { kind: "plain", text: textOfNode(node) };
    switch (node.type) {
      case "paragraph":
        return { kind: "paragraph", ...langOf(node), children: this.inlines(node.children, depth) };
      case "heading":
        return {
          kind: "heading",
          level: node.depth <= 3 ? 3 : 4,
          ...langOf(node),
          children: this.inlines(node.children, depth),
        };
      case "code": {
        const info = fenceInfo([node.lang, node.meta].filter((part) => part != null).join(" "));
        const offset = Math.max(0, (node.position?.start.offset ?? 0) - this.context.offset);
        return { kind: "code", ...info, source: node.value, closed: true, offset };
      }
      case "math":
        return { kind: "maths", source: node.value, closed: true };
      case "list":
        return this.list(node, depth);
      case "blockquote":
        return {
          kind: "quote",
          direction: directionOf(textOfNode(node)),
          blocks: this.blocks(node.children, depth + 1),
        };
      case "table":
        return this.table(node, depth);
      case "thematicBreak":
        return { kind: "rule" };
      case "definition": {
        const { identifier: label, url, title } = node;
        this.definitions.push(title == null ? { label, url } : { label, url, title });
        return undefined;
      }
      case "footnoteDefinition":
        this.footnotes.push({ label: node.identifier, blocks: this.blocks(node.children, depth + 1) });
        return undefined;
      default:
        return { kind: "plain", text: textOfNode(node) };
    }
  }

  private list(node: List, depth: number): Block {
    return {
      kind: "list",
      ...(node.ordered ? { start: node.start ?? 1 } : {}),
      direction: directionOf(textOfNode(node)),
      loose: node.spread === true || node.children.some((item) => item.spread === true),
      items: node.children.map((item) => this.item(item, depth)),
    };
  }

  private item(node: MdastItem, depth: number): ListItem {
    const lang = langOf(node);
    const blocks = this.blocks(node.children, depth + 1);
    return node.checked == null ? { ...lang, blocks } : { done: node.checked, ...lang, blocks };
  }

  private table(node: Table, depth: number): Block {
    const [head, ...body] = node.children;
    const aligned: AlignType[] = [];
    const width = head?.children.length ?? 0;
    for (let column = 0; column < width; column++) aligned.push(node.align?.[column] ?? null);
    const facts = body.map((row) => row.children.map((cell) => cellFacts(textOfNode(cell))));
    return {
      kind: "table",
      columns: tableColumns(facts, aligned),
      head: (head?.children ?? []).map((cell) => this.cell(cell.children, depth)),
      rows: body.map((row) => row.children.map((cell) => this.cell(cell.children, depth))),
      facts,
      aligned,
    };
  }

  /** `<br>` is the one tag with a meaning: a cell has no other way to break a line. */
  private cell(nodes: readonly PhrasingContent[], depth: number): Inline[] {
    const broken = nodes.map(
      (node): PhrasingContent =>
        node.type === "html" && /^<br\s*\/?>$/i.test(node.value) ? { type: "break" } : node,
    );
    return this.inlines(broken, depth);
  }

  private inlines(nodes: readonly PhrasingContent[], depth: number): Inline[] {
    const inlines: Inline[] = [];
    for (const node of nodes) {
      for (const inline of this.inline(node, depth)) {
        const last = inlines[inlines.length - 1];
        if (inline.kind === "text" && last?.kind === "text") {
          inlines[inlines.length - 1] = { kind: "text", text: last.text + inline.text };
        } else inlines.push(inline);
      }
    }
    return inlines;
  }

  private inline(node: PhrasingContent, depth: number): readonly Inline[] {
    if (depth >= depthMax) return [{ kind: "text", text: textOfNode(node) }];
    const children = () => ("children" in node ? this.inlines(node.children, depth + 1) : []);
    switch (node.type) {
      case "text":
      case "html":
        return [{ kind: "text", text: node.value }];
      case "strong":
      case "emphasis":
        return [{ kind: node.type, children: children() }];
      case "delete":
        return [{ kind: "deleted", children: children() }];
      case "inlineCode":
        return [{ kind: "code", text: node.value }];
      case "inlineMath":
        return [{ kind: "maths", source: node.value, display: node.display }];
      case "break":
        return [{ kind: "break" }];
      case "link":
        return linkTo(node, children());
      case "image":
        return imageAt(node, node.alt ?? "");
      case "linkReference": {
        const target = this.context.definitions.get(node.identifier);
        return target === undefined ? children() : linkTo(target, children());
      }
      case "imageReference": {
        const target = this.context.definitions.get(node.identifier);
        return target === undefined ? [] : imageAt(target, node.alt ?? "");
      }
      case "footnoteReference":
        this.references.add(node.identifier);
        return [{ kind: "footnote", label: node.identifier, written: `[^${node.label ?? node.identifier}]` }];
      default:
        return [{ kind: "text", text: textOfNode(node) }];
    }
  }
}

function linkTo(
  target: { url: string; title?: string | null },
  children: readonly Inline[],
): readonly Inline[] {
  const href = safeLink(target.url);
  if (href === undefined) return children;
  return [
    {
      kind: "link",
      href,
      ...(target.title ? { title: target.title } : {}),
      children: withoutControls(children),
    },
  ];
}

/** A link holds no other control: within it an image is its description and a mark is its label. */
function withoutControls(inlines: readonly Inline[]): Inline[] {
  return inlines.flatMap((inline): readonly Inline[] => {
    if (inline.kind === "image") return [{ kind: "text", text: inline.alt === "" ? inline.src : inline.alt }];
    if (inline.kind === "footnote") return [{ kind: "text", text: inline.written }];
    if (inline.kind === "link") return withoutControls(inline.children);
    return "children" in inline ? [{ ...inline, children: withoutControls(inline.children) }] : [inline];
  });
}

function imageAt(target: { url: string; title?: string | null }, alt: string): readonly Inline[] {
  const src = safeImage(target.url);
  if (src === undefined) return alt === "" ? [] : [{ kind: "text", text: alt }];
  return [{ kind: "image", src, alt, ...(target.title ? { title: target.title } : {}) }];
}

function langOf(node: Nodes): { lang?: string } {
  const lang = languageOf(textOfNode(node));
  return lang === undefined ? {} : { lang };
}

/** All text within a node, without recursion: the node may be deeper than the call stack. */
export function textOfNode(node: Nodes): string {
  const parts: string[] = [];
  const open: Nodes[] = [node];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if ("children" in next) {
      for (let i = next.children.length - 1; i >= 0; i--) open.push(next.children[i]!);
    } else if ("value" in next) parts.push(next.value);
    else if ("alt" in next && next.alt != null) parts.push(next.alt);
  }
  return parts.join("");
}
