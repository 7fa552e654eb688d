import { escapeHtml } from "./escape-html.ts";

/** Longer runs of text are not searched for marks. */
const lengthMax = 50_000;
const depthMax = 6;

const escapable = /[!-/:-@[-`{-~]/;
const bareLink = /https?:\/\/[^\s<>"'`\\^{}|]{1,2000}/iy;
const fullLink =
  /(!?)\[([^[\]\n]{0,1000})\]\(<?([^\s<>()]{0,2000}(?:\([^\s<>()]{0,200}\)[^\s<>()]{0,200}){0,4})>?(?: +["'][^"'\n]{0,500}["'])? *\)/y;

/** Code, emphasis, links and line breaks of one paragraph; everything else is escaped. */
export function inlineHtml(text: string, depth = 0): string {
  if (text.length > lengthMax || depth > depthMax) return escapeHtml(text);
  let html = "";
  let plain = "";
  /** Marks that are known not to be closed any more. */
  const unclosed = new Set<string>();
  const put = (piece: string) => {
    html += escapeHtml(plain) + piece;
    plain = "";
  };
  for (let at = 0; at < text.length; ) {
    const character = text[at]!;
    const found =
      at === 0 || !/[\p{L}\p{N}]/u.test(text[at - 1]!)
        ? special(text, at, depth, unclosed)
        : within(text, at, depth, unclosed);
    if (found !== null) {
      put(found.html);
      at = found.end;
    } else if (character === "\\" && escapable.test(text[at + 1] ?? "")) {
      // Maths stands between such marks, and a reader without maths needs to see them.
      plain += "()[]".includes(text[at + 1]!) ? text.slice(at, at + 2) : text[at + 1];
      at += 2;
    } else if (character === "\n") {
      const hard = plain.endsWith("  ");
      plain = plain.trimEnd();
      put(hard ? "<br>" : "\n");
      at++;
    } else if ("`*_~".includes(character)) {
      const run = runAt(text, at);
      plain += run;
      at += run.length;
    } else {
      plain += character;
      at++;
    }
  }
  put("");
  return html;
}

interface Found {
  readonly html: string;
  readonly end: number;
}

/** What may begin at the beginning of a word. */
function special(text: string, at: number, depth: number, unclosed: Set<string>): Found | null {
  const character = text[at];
  if (character === "h" || character === "H") return bare(text, at);
  if (character === "<") {
    const found = bare(text, at + 1);
    return found !== null && text[found.end] === ">" ? { ...found, end: found.end + 1 } : null;
  }
  if (character === "_") return emphasis(text, at, depth, unclosed);
  return within(text, at, depth, unclosed);
}

/** What may begin in the middle of a word, too. */
function within(text: string, at: number, depth: number, unclosed: Set<string>): Found | null {
  const character = text[at];
  if (character === "`") return codeSpan(text, at, unclosed);
  if (character === "*" || character === "~") return emphasis(text, at, depth, unclosed);
  if (character === "[" || (character === "!" && text[at + 1] === "[")) return link(text, at, depth);
  return null;
}

function runAt(text: string, at: number): string {
  let end = at;
  while (text[end] === text[at]) end++;
  return text.slice(at, end);
}

function codeSpan(text: string, at: number, unclosed: Set<string>): Found | null {
  const mark = runAt(text, at);
  if (unclosed.has(mark)) return null;
  for (let end = text.indexOf(mark, at + mark.length); end !== -1; ) {
    const run = runAt(text, end);
    if (run.length === mark.length) {
      const code = text.slice(at + mark.length, end).replace(/\n/g, " ");
      const bare = /^ .*[^ ].* $/s.test(code) ? code.slice(1, -1) : code;
      return { html: `<code>${escapeHtml(bare)}</code>`, end: end + mark.length };
    }
    end = text.indexOf(mark, end + run.length);
  }
  unclosed.add(mark);
  return null;
}

const tags: Record<string, readonly [string, string]> = {
  "***": ["<em><strong>", "</strong></em>"],
  ___: ["<em><strong>", "</strong></em>"],
  "**": ["<strong>", "</strong>"],
  __: ["<strong>", "</strong>"],
  "*": ["<em>", "</em>"],
  _: ["<em>", "</em>"],
  "~~": ["<del>", "</del>"],
};

function emphasis(text: string, at: number, depth: number, unclosed: Set<string>): Found | null {
  const mark = runAt(text, at);
  const tag = tags[mark];
  const inside = at + mark.length;
  if (tag === undefined || unclosed.has(mark) || /\s|^$/.test(text[inside] ?? "")) return null;
  for (let end = text.indexOf(mark, inside); end !== -1; ) {
    const run = runAt(text, end);
    const wordGoesOn = mark.startsWith("_") && /[\p{L}\p{N}]/u.test(text[end + run.length] ?? "");
    const closes = run.length === mark.length || (run.length === 3 && mark.length < 3);
    if (closes && !wordGoesOn && !/[\s\\]/.test(text[end - 1]!) && end > inside) {
      // Of "***" the inner mark closes first.
      const stop = end + run.length - mark.length;
      return {
        html: tag[0] + inlineHtml(text.slice(inside, stop), depth + 1) + tag[1],
        end: stop + mark.length,
      };
    }
    end = text.indexOf(mark, end + run.length);
  }
  unclosed.add(mark);
  return null;
}

function link(text: string, at: number, depth: number): Found | null {
  fullLink.lastIndex = at;
  const match = fullLink.exec(text);
  if (match === null) return null;
  const [whole, image, label = "", target = ""] = match;
  const shown = image === "!" ? escapeHtml(label || "image") : inlineHtml(label, depth + 1);
  const end = at + whole.length;
  // A link in a link's label would not be one.
  if (!isWeb(target)) return { html: `${shown} (${escapeHtml(target)})`, end };
  const inner = /<a /.test(shown) ? escapeHtml(label) : shown;
  return { html: anchor(target, image === "!" ? `[${inner}]` : inner), end };
}

function bare(text: string, at: number): Found | null {
  bareLink.lastIndex = at;
  const found = bareLink.exec(text)?.[0];
  if (found === undefined) return null;
  // What ends a sentence is no part of an address, nor is a bracket that was not opened in it.
  let address = found.replace(/[.,;:!?*_~]+$/, "");
  if (address.endsWith(")") && !address.includes("(")) address = address.slice(0, -1);
  return isWeb(address) ? { html: anchor(address, escapeHtml(address)), end: at + address.length } : null;
}

function isWeb(target: string): boolean {
  return /^https?:\/\/[^\s/]/i.test(target);
}

function anchor(target: string, inner: string): string {
  return `<a href="${escapeHtml(target)}" rel="noopener noreferrer" target="_blank">${inner}</a>`;
}
