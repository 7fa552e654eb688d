import { SaxesParser } from "saxes";

export interface XmlElement {
  /** Without prefix, as written. */
  readonly name: string;
  /** Of the namespace; "" where there is none. */
  readonly uri: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly (XmlElement | string)[];
}

const depthMax = 100;
const nodesMax = 200_000;

/**
 * The root element of a document that somebody else wrote; null where there is none within the bounds. No entities but
 * the five of XML and numbers are resolved, DTDs are skipped, nothing is fetched. What is not well-formed is read as
 * far as it makes sense, as feeds often have a stray "&".
 */
export function parseXml(text: string): XmlElement | null {
  const parser = new SaxesParser({ xmlns: true, position: false });
  const open: Growing[] = [];
  let root: XmlElement | null = null;
  let nodes = 0;
  let skipped = 0;

  const isFull = () => open.length >= depthMax || nodes >= nodesMax;
  const write = (piece: string) => {
    const parent = open.at(-1);
    if (parent === undefined || skipped > 0 || nodes >= nodesMax) return;
    nodes++;
    parent.children.push(piece);
  };
  parser.on("error", () => {});
  parser.on("text", write);
  parser.on("cdata", write);
  parser.on("opentag", ({ local, uri, attributes }) => {
    if (skipped > 0 || isFull()) {
      skipped++;
      return;
    }
    nodes++;
    const named = Object.values(attributes).map(({ local, value }) => [local, value] as const);
    const element: Growing = { name: local, uri, attributes: new Map(named), children: [] };
    open.at(-1)?.children.push(element);
    if (open.length === 0) root ??= element;
    open.push(element);
  });
  parser.on("closetag", () => {
    if (skipped > 0) skipped--;
    else open.pop();
  });
  try {
    parser.write(text).close();
  } catch {
    // Nothing throws while errors are heard; should it, what was read until then counts.
  }
  return root;
}

type Growing = Omit<XmlElement, "children"> & { readonly children: (XmlElement | string)[] };

/** The first child of one of these names, of any namespace; prefixes of feeds are often not declared. */
export function childOf(element: XmlElement, ...names: readonly string[]): XmlElement | null {
  for (const name of names)
    for (const child of element.children) if (typeof child !== "string" && child.name === name) return child;
  return null;
}

export function childrenOf(element: XmlElement, name: string): XmlElement[] {
  return element.children.filter((child) => typeof child !== "string").filter((child) => child.name === name);
}

/** All text in it, without space at its ends; "" for null. */
export function textOf(element: XmlElement | null): string {
  return element === null ? "" : rawTextOf(element).trim();
}

function rawTextOf({ children }: XmlElement): string {
  return children.map((child) => (typeof child === "string" ? child : rawTextOf(child))).join("");
}

/** What is in it, as HTML: for content that was written as elements. */
export function markupOf({ children }: XmlElement): string {
  return children
    .map((child) => {
      if (typeof child === "string") return escapeHtml(child);
      const attributes = [...child.attributes]
        .map(([name, value]) => ` ${name}="${escapeHtml(value)}"`)
        .join("");
      return `<${child.name}${attributes}>${markupOf(child)}</${child.name}>`;
    })
    .join("");
}

function escapeHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}
