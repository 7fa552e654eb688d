import type { FeedAsk, FeedEvent, PostSource } from "@grok/posts";
import { parsePostLine } from "./post-line.ts";
import type { Line } from "./split-lines.ts";

/** The events in JSON lines; empty ones are skipped, what cannot be read is told with its line. */
export function eventsOfLines(
  lines: readonly Line[],
  source: PostSource,
  nowMs: number,
  tell: FeedAsk["tell"],
): FeedEvent[] {
  const events: FeedEvent[] = [];
  let unreadable = 0;
  let message = "";
  for (const { number, text } of lines) {
    if (text?.trim() === "") continue;
    const read = text === null ? "is too long" : readLine(text, source, nowMs);
    if (typeof read !== "string") {
      events.push(read);
      continue;
    }
    unreadable++;
    message = `Line ${number} ${read}.`;
  }
  if (unreadable > 0) tell({ type: "unreadable", count: unreadable, message });
  return events;
}

/** An event, or what is wrong with the line. */
function readLine(text: string, source: PostSource, nowMs: number): FeedEvent | string {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return "is no JSON";
  }
  const line = parsePostLine(value, source, nowMs);
  if (line.event !== null) return line.event;
  return line.path === "" ? `is no post (${line.reason})` : `is no post (${line.path}: ${line.reason})`;
}
