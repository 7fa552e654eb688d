// A conversation as a Markdown transcript: our own "branch as Markdown", and what people copy or other programs save,
// where labels tell who speaks: headings ("## You"), bold words ("**User:**") or words at a line's beginning ("User:").

import { ConversationError } from "../conversation-error.ts";
import type { Digest } from "../id.ts";
import { clip, type ForeignConversation, type ForeignMessage, LeftOut, textParts } from "./foreign.ts";
import { foreignTime } from "./foreign-time.ts";
import { type Label, labelIn } from "./speaker-label.ts";

/** `name`: of the file, for a title and for messages. Throws "bad-input" where nothing tells who speaks. */
export function readMarkdown(text: string, name: string, digest: Digest): ForeignConversation {
  const { matter, body } = frontMatter(text.replace(/^\ufeff/, "").replace(/\r\n?/g, "\n"));
  const { before, turns } = turnsOf(body);
  if (turns.length === 0)
    throw new ConversationError(
      "bad-input",
      'nothing in it tells who speaks: labels like "## You" and "## Assistant", or "**User:**", are looked for',
    );
  const heading = /^# +(.+)$/m.exec(before)?.[1] ?? "";
  const title = matter.get("title") || heading || name.replace(/\.(md|markdown|txt)$/i, "");
  const left = before.replace(/^# +.+$/m, "").trim();
  const problems: string[] = [];
  if (left !== "")
    problems.push(`${left.length} characters before the first label were left out: ${clip(left)}`);
  const expected = Number(matter.get("messages") ?? turns.length);
  if (matter.has("conversation") && expected !== turns.length)
    problems.push(
      `it says that it has ${expected} messages, and ${turns.length} were found: a message holds a line like a label`,
    );

  const key = matter.get("conversation") || digest(JSON.stringify([title, turns[0]!.text])).slice(0, 32);
  const createdAtMs = foreignTime(matter.get("created"));
  const models = listIn(matter.get("models") ?? "");
  const leftOut = new LeftOut();
  const messages: ForeignMessage[] = [];
  for (const { label, text: said } of turns) {
    const above = messages.at(-1)?.key ?? "";
    if (label.role === null && said !== "") leftOut.add("hidden");
    messages.push({
      // Made of all that was said so far: two branches of one conversation share what they begin with.
      key: digest(JSON.stringify([above, label.role, said])).slice(0, 32),
      parentKey: above === "" ? null : above,
      role: label.role,
      parts: textParts(said === "*(no text)*" ? "" : said),
      createdAtMs: null,
      model: label.role === "assistant" ? label.model || (models.length === 1 ? models[0]! : "") : "",
      status: label.status,
    });
  }
  return {
    key,
    title,
    createdAtMs,
    updatedAtMs: foreignTime(matter.get("updated")),
    archived: false,
    messages,
    currentKey: messages.at(-1)!.key,
    leftOut,
    problems,
  };
}

interface Turn {
  readonly label: Label;
  readonly text: string;
}

/** Labels of the first style that is met count; others are text, as is everything within fences of code. */
function turnsOf(body: string): { before: string; turns: Turn[] } {
  const turns: Turn[] = [];
  let lines: string[] = [];
  let before = "";
  let label: Label | null = null;
  let style: string | null = null;
  let fence: string | null = null;
  const finish = () => {
    const text = lines.join("\n").replace(/^\n+|\s+$/g, "");
    if (label === null) before = text;
    else turns.push({ label, text });
  };
  for (const line of body.split("\n")) {
    const found = fence === null ? labelIn(line) : null;
    if (found !== null && (style === null || found.style === style)) {
      finish();
      ({ style } = found);
      label = found;
      lines = found.rest === "" ? [] : [found.rest];
      continue;
    }
    fence = fenceAfter(fence, line);
    lines.push(line);
  }
  finish();
  return { before, turns };
}

/** The fence that is open after `line`, or null. */
function fenceAfter(open: string | null, line: string): string | null {
  const mark = /^ {0,3}(`{3,}|~{3,})(.*)$/.exec(line);
  if (mark === null) return open;
  const [, fence = "", info = ""] = mark;
  if (open === null) return fence.startsWith("`") && info.includes("`") ? null : fence;
  return fence.startsWith(open) && info.trim() === "" ? null : open;
}

function frontMatter(text: string): { matter: Map<string, string>; body: string } {
  const matter = new Map<string, string>();
  const end = text.startsWith("---\n") ? text.indexOf("\n---\n", 3) : -1;
  if (end === -1) return { matter, body: text };
  for (const line of text.slice(4, end).split("\n")) {
    const colon = line.indexOf(":");
    if (colon < 1) continue;
    matter.set(line.slice(0, colon).trim().toLowerCase(), unquoted(line.slice(colon + 1).trim()));
  }
  return { matter, body: text.slice(end + 5) };
}

function unquoted(value: string): string {
  if (!/^".*"$/.test(value)) return value.replace(/^'(.*)'$/, "$1");
  try {
    return String(JSON.parse(value));
  } catch {
    return value.slice(1, -1);
  }
}

function listIn(value: string): string[] {
  return value
    .replace(/^\[(.*)\]$/, "$1")
    .split(",")
    .map((each) => unquoted(each.trim()))
    .filter((each) => each !== "");
}
