// Markdown as HTML for a page that stands alone. Every character of the text is escaped before it gets into the page:
// no HTML passes, no image is loaded, and a link leads to http(s) or stays text. The workspace draws Markdown with a
// full parser; this is the part of the language that replies are written in, for readers without the program.

import { escapeHtml } from "./escape-html.ts";
import { inlineHtml } from "./inline-html.ts";

/** Longer texts stand in the page as they are. */
const lengthMax = 200_000;

/** Lists and quotes inside each other; deeper ones are text. */
const depthMax = 12;

/** Safe HTML of `markdown`. */
export function markdownHtml(markdown: string): string {
  if (markdown.length > lengthMax) return `<pre dir="auto">${escapeHtml(markdown)}</pre>`;
  return blocks(markdown.replace(/\r\n?/g, "\n").split("\n"), 0, { heading: headingAbove });
}

const fenceLine = /^ {0,3}(`{3,}|~{3,})([^`]*)$/;
const headingLine = /^ {0,3}(#{1,6})(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t]*$/;
const ruleLine = /^ {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$/;
const quoteLine = /^ {0,3}> ?/;
const itemLine = /^( {0,3})([-*+]|\d{1,9}[.)])( {1,4}|\t|$)/;
const delimiterLine = /^ {0,3}\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$/;

/** The level of the heading that stands above a text in its page. */
const headingAbove = 2;

/** What the blocks so far decide for those to come. */
interface Course {
  heading: number;
}

function blocks(lines: readonly string[], depth: number, course: Course): string {
  const html: string[] = [];
  let paragraph: string[] = [];
  const flush = () => {
    if (paragraph.length > 0) html.push(`<p>${inlineHtml(paragraph.join("\n").trim())}</p>`);
    paragraph = [];
  };
  for (let at = 0; at < lines.length; ) {
    const line = lines[at]!;
    const fence = fenceLine.exec(line);
    const heading = headingLine.exec(line);
    if (fence !== null) {
      flush();
      const end = fenceEnd(lines, at, fence[1]!);
      const code = lines.slice(at + 1, end).join("\n");
      html.push(`<pre dir="ltr"><code>${escapeHtml(code)}</code></pre>`);
      at = end + 1;
    } else if (line.trim() === "") {
      flush();
      at++;
    } else if (heading !== null) {
      flush();
      // No level is skipped on the way down, whatever the text does.
      const level = Math.min(6, heading[1]!.length + headingAbove, course.heading + 1);
      course.heading = level;
      html.push(`<h${level}>${inlineHtml(heading[2] ?? "")}</h${level}>`);
      at++;
    } else if (ruleLine.test(line)) {
      flush();
      html.push("<hr>");
      at++;
    } else if (quoteLine.test(line) && depth < depthMax) {
      flush();
      let end = at;
      while (end < lines.length && quoteLine.test(lines[end]!)) end++;
      const inner = lines.slice(at, end).map((each) => each.replace(quoteLine, ""));
      html.push(`<blockquote>${blocks(inner, depth + 1, course)}</blockquote>`);
      at = end;
    } else if (startsItem(line, paragraph.length > 0) && depth < depthMax) {
      flush();
      const list = readList(lines, at, depth, course);
      html.push(list.html);
      at = list.end;
    } else if (line.includes("|") && paragraph.length === 0 && delimiterLine.test(lines[at + 1] ?? "")) {
      let end = at + 2;
      while (end < lines.length && lines[end]!.includes("|") && lines[end]!.trim() !== "") end++;
      html.push(table(lines.slice(at, end)));
      at = end;
    } else {
      paragraph.push(line);
      at++;
    }
  }
  flush();
  return html.join("\n");
}

/** The line that closes the fence at `at`, or the end. */
function fenceEnd(lines: readonly string[], at: number, mark: string): number {
  for (let end = at + 1; end < lines.length; end++) {
    const text = lines[end]!.trim();
    if (text.length >= mark.length && text.split("").every((each) => each === mark[0])) return end;
  }
  return lines.length;
}

/** Whether a list begins here; within a paragraph a numbered one has to begin with 1. */
function startsItem(line: string, inParagraph: boolean): boolean {
  const item = itemLine.exec(line);
  if (item === null) return false;
  return !inParagraph || !/\d/.test(item[2]!) || /^1[.)]/.test(item[2]!);
}

function readList(
  lines: readonly string[],
  from: number,
  depth: number,
  course: Course,
): { html: string; end: number } {
  const first = itemLine.exec(lines[from]!)!;
  const kind = first[2]!.slice(-1);
  const ordered = /\d/.test(first[2]!);
  const items: string[] = [];
  let at = from;
  while (at < lines.length) {
    const item = itemLine.exec(lines[at]!);
    if (item === null || item[2]!.slice(-1) !== kind || ruleLine.test(lines[at]!)) break;
    const indent =
      item[3] === "" || item[3] === "\t" ? item[1]!.length + item[2]!.length + 1 : item[0].length;
    const inner = [lines[at]!.slice(item[0].length)];
    at++;
    while (at < lines.length) {
      const line = lines[at]!;
      const blank = line.trim() === "";
      const next = lines[at + 1] ?? "";
      if (blank && !(startsWithSpaces(next, indent) && next.trim() !== "")) break;
      const lazy = !blank && !startsWithSpaces(line, indent);
      if (
        lazy &&
        (itemLine.test(line) || inner.at(-1)!.trim() === "" || fenceLine.test(line) || headingLine.test(line))
      )
        break;
      inner.push(blank || lazy ? line.trim() : line.slice(indent));
      at++;
    }
    items.push(itemHtml(inner, depth, course));
    // An empty line between items belongs to the list.
    if (lines[at]?.trim() === "" && itemLine.test(lines[at + 1] ?? "")) at++;
  }
  const start = Number.parseInt(first[2]!, 10);
  const open = ordered ? (start === 1 ? "<ol>" : `<ol start="${start}">`) : "<ul>";
  return { html: `${open}${items.join("")}${ordered ? "</ol>" : "</ul>"}`, end: at };
}

function startsWithSpaces(line: string, count: number): boolean {
  return line.length >= count && line.slice(0, count).trim() === "";
}

function itemHtml(lines: readonly string[], depth: number, course: Course): string {
  const task = /^\[([ xX])\] +/.exec(lines[0] ?? "");
  const inner = task === null ? lines : [lines[0]!.slice(task[0].length), ...lines.slice(1)];
  const box = task === null ? "" : task[1] === " " ? "☐ " : "☑ ";
  const html = blocks(inner, depth + 1, course);
  // A single paragraph stands in its item without space around it.
  const sole = /^<p>((?:(?!<p>).)*)<\/p>(?=$|\n<[uo]l)/s.exec(html);
  return `<li>${box}${sole === null ? html : `${sole[1]}${html.slice(sole[0].length)}`}</li>`;
}

function table(lines: readonly string[]): string {
  const cells = (line: string) =>
    line
      .trim()
      .replace(/^\|/, "")
      .replace(/(?<!\\)\|$/, "")
      .split(/(?<!\\)\|/)
      .map((cell) => inlineHtml(cell.trim().replaceAll("\\|", "|")));
  const [head = "", , ...rows] = lines;
  const row = (line: string, tag: string) =>
    `<tr>${cells(line)
      .map((cell) => `<${tag}>${cell}</${tag}>`)
      .join("")}</tr>`;
  const body = rows.map((line) => row(line, "td")).join("");
  return `<div class="wide"><table><thead>${row(head, "th")}</thead><tbody>${body}</tbody></table></div>`;
}
