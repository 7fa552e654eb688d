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
/** What is so far from XML is none. */
const errorsMax = 1_000;

/**
 * The root element of a document that somebody else wrote; null where there is none within the bounds. No entities but
 * the five of XML and numbers are resolved, DTDs are skipped, nothing is fetched. What is not well-formed is read as
 * far as it makes sense, as feeds often have a stray "&"; what leaves the bounds is read up to there.
 */
export function parseXml(text: string): XmlElement | null {
  const parser = new SaxesParser({ xmlns: true, position: false });
  const open: Growing[] = [];
  let root: XmlElement | null = null;
  let nodes = 0;
  let errors = 0;
  // Where a document leaves its bounds, reading ends: the parser looks for namespaces in everything that is open, so
  // depth without end would cost time without end.
  const grow = () => {
    if (++nodes > nodesMax || open.length >= depthMax) throw new RangeError("The document has no end to it.");
  };
  const write = (piece: string) => {
    grow();
    open.at(-1)?.children.push(piece);
  };
  parser.on("error", () => {
    // Each costs microseconds, of which a hostile document would make minutes.
    if (++errors > errorsMax) throw new RangeError("The document is not XML.");
  });
  parser.on("text", write);
  parser.on("cdata", write);
  parser.on("opentag", ({ local, uri, attributes }) => {
    grow();
    const named = Object.values(attributes).map(({ local, value }) => [local, value] as const);
    const element: Growing = { name: local, uri, attributes: new Map(named), children: [] };
    open.at(-1)?.children.push(element);
    if (open.length === 0) root ??= element;
    open.push(element);
  });
  parser.on("closetag", () => void open.pop());
  try {
    parser.write(text).close();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
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
