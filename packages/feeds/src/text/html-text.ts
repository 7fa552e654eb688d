import { type HtmlToken, htmlTokens } from "./html-tokens.ts";

export interface HtmlText {
  /** Plain: paragraphs parted by an empty line, addresses of links where they were shown. */
  readonly text: string;
  /** Of links, as written, with the classes of the element. */
  readonly links: readonly { readonly href: string; readonly classes: readonly string[] }[];
  readonly hasImage: boolean;
}

/** What is longer is cut: no post keeps that much text. */
const htmlLengthMax = 256 * 1024;

/** How many line breaks stand at least before and after an element. */
const breaks = new Map<string, number>([
  ...["p", "blockquote", "pre", "ul", "ol", "dl", "table", "figure", "hr"].map((name) => [name, 2] as const),
  ...["h1", "h2", "h3", "h4", "h5", "h6", "article", "section"].map((name) => [name, 2] as const),
  ...["div", "li", "dt", "dd", "tr", "header", "footer", "aside", "main", "nav", "figcaption"].map(
    (name) => [name, 1] as const,
  ),
]);
const empty = new Set("area base br col hr img input link meta source track wbr".split(" "));

/**
 * The text of an HTML fragment that somebody else wrote. What a page would not show is left out; only the addresses
 * that Mastodon shortens by hiding their ends are written whole, and only where they are what the link leads to.
 */
export function htmlToText(html: string): HtmlText {
  const writer = new TextWriter();
  for (const token of htmlTokens(html.slice(0, htmlLengthMax))) writer.take(token);
  return writer.finish();
}

/** A link that is open: what is shown of it, and what is there. */
interface OpenLink {
  readonly href: string;
  shown: string;
  whole: string;
}

class TextWriter {
  readonly #pieces: string[] = [];
  /** Line breaks at the end of what is written, and whether any white space stands there; the start counts as both. */
  #lineBreaks = Number.POSITIVE_INFINITY;
  #spaced = true;
  #link: OpenLink | null = null;
  /** The element that hides what is in it, and how many of the same name are open in it, itself included. */
  #hidden: { readonly name: string; depth: number } | null = null;
  #preformatted = 0;
  readonly #links: HtmlText["links"][number][] = [];
  #hasImage = false;

  take(token: HtmlToken): void {
    if (token.type === "text") this.#write(token.text);
    else if (token.type === "open") this.#open(token.name, token.attributes);
    else this.#close(token.name);
  }

  finish(): HtmlText {
    this.#endLink();
    const lines = this.#pieces.join("").split("\n");
    return {
      text: lines
        .map((line) => line.trimEnd())
        .join("\n")
        .trim(),
      links: this.#links,
      hasImage: this.#hasImage,
    };
  }

  #write(text: string): void {
    const flowing = this.#preformatted > 0 ? text : text.replace(/[\s\u00a0]+/g, " ");
    if (this.#link !== null) {
      this.#link.whole += flowing;
      if (this.#hidden === null) this.#link.shown += flowing;
    } else if (this.#hidden === null) this.#append(flowing);
  }

  #append(text: string): void {
    const piece = this.#spaced && this.#preformatted === 0 ? text.replace(/^ +/, "") : text;
    if (piece === "") return;
    this.#pieces.push(piece);
    this.#spaced = /\s/.test(piece.at(-1)!);
    if (piece.trim() !== "") this.#lineBreaks = 0;
  }

  #open(name: string, attributes: ReadonlyMap<string, string>): void {
    const classes = (attributes.get("class") ?? "").split(/\s+/).filter((each) => each !== "");
    if (this.#hidden !== null) {
      if (this.#hidden.name === name) this.#hidden.depth++;
      return;
    }
    if (isHidden(attributes, classes) && !empty.has(name)) {
      this.#hidden = { name, depth: 1 };
      return;
    }
    if (name === "a") {
      this.#endLink();
      const href = attributes.get("href")?.trim() ?? "";
      this.#link = { href, shown: "", whole: "" };
      if (href !== "") this.#links.push({ href, classes });
    } else if (name === "br") this.#break(1, true);
    else if (name === "img") this.#hasImage = true;
    else this.#break(breaks.get(name) ?? 0);
    if (name === "li") this.#append("- ");
    if (name === "pre") this.#preformatted++;
  }

  #close(name: string): void {
    if (this.#hidden !== null) {
      if (this.#hidden.name === name && --this.#hidden.depth === 0) this.#hidden = null;
      // A link ends even if what it hides was never closed.
      if (name !== "a") return;
    }
    if (name === "a") this.#endLink();
    if (name === "pre") this.#preformatted = Math.max(0, this.#preformatted - 1);
    this.#break(breaks.get(name) ?? 0);
  }

  #endLink(): void {
    if (this.#link === null) return;
    const { href, shown, whole } = this.#link;
    this.#link = null;
    this.#hidden = null;
    this.#append(whole.trim() === href ? whole : shown);
  }

  /** At least so many line breaks, or one more where it is `added`. */
  #break(count: number, added = false): void {
    if (count === 0) return;
    if (this.#link !== null) {
      this.#link.shown += " ";
      return;
    }
    const missing = added ? 1 : Math.max(0, count - this.#lineBreaks);
    this.#pieces.push("\n".repeat(missing));
    this.#lineBreaks += missing;
    this.#spaced = true;
  }
}

function isHidden(attributes: ReadonlyMap<string, string>, classes: readonly string[]): boolean {
  return (
    attributes.has("hidden") ||
    classes.includes("invisible") ||
    /display\s*:\s*none|visibility\s*:\s*hidden/i.test(attributes.get("style") ?? "")
  );
}
