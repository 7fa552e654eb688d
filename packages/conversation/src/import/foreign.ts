// What the readers of other programs' files hand on: messages as those programs link them, before our rules (one root,
// roles that alternate) are applied to them by `plantConversation`.

import { cleanText } from "../message-text.ts";
import type { NodePart } from "../node.ts";
import { titleLengthMax } from "../validate-node.ts";

/** Programs whose exports can be read. */
export type ForeignFormat = "chatgpt" | "claude" | "open-webui" | "librechat" | "markdown";

/** What of a file has no place in a tree of texts. */
export type LeftOutReason = "empty" | "hidden" | "tool" | "picture" | "file" | "unknown";

export interface ForeignMessage {
  /** Unique in its conversation and the same in every export of it. */
  readonly key: string;
  /** Null for the first; may name a message that is not there. */
  readonly parentKey: string | null;
  /** Null for what nobody is to see: what hangs from it hangs from the nearest visible message above. */
  readonly role: "user" | "assistant" | null;
  readonly parts: readonly NodePart[];
  /** Null where the file has no date of it. */
  readonly createdAtMs: number | null;
  /** As its program names it; empty where that is not known. */
  readonly model: string;
  readonly status: "done" | "stopped" | "interrupted";
}

export interface ForeignConversation {
  /** The same in every export of it. */
  readonly key: string;
  readonly title: string;
  readonly createdAtMs: number | null;
  readonly updatedAtMs: number | null;
  readonly archived: boolean;
  /** Siblings in the order in which their program shows them. */
  readonly messages: readonly ForeignMessage[];
  /** The end of the branch that was shown last, where that is known. */
  readonly currentKey: string | null;
  readonly leftOut: LeftOut;
  /** One line each. */
  readonly problems: readonly string[];
}

/** How much was left out, by reason. */
export class LeftOut {
  readonly #counts = new Map<LeftOutReason, number>();

  add(reason: LeftOutReason, count = 1): void {
    if (count > 0) this.#counts.set(reason, (this.#counts.get(reason) ?? 0) + count);
  }

  addAll(other: LeftOut): void {
    for (const [reason, count] of other.#counts) this.add(reason, count);
  }

  get total(): number {
    let total = 0;
    for (const count of this.#counts.values()) total += count;
    return total;
  }

  /** One line a reason: "3 pictures were left out; only text is taken". */
  lines(): string[] {
    return [...this.#counts].map(([reason, count]) => {
      const [one, many] = reasons[reason];
      return `${count} ${count === 1 ? `${one} was` : `${many} were`} left out`;
    });
  }
}

const reasons: Record<LeftOutReason, readonly [string, string]> = {
  empty: ["empty message", "empty messages"],
  hidden: ["hidden message", "hidden messages"],
  tool: ["message between the assistant and its tools", "messages between the assistant and its tools"],
  picture: ["picture or recording", "pictures and recordings"],
  file: ["attached file", "attached files"],
  unknown: ["piece of a kind not known here", "pieces of kinds not known here"],
};

/** A short piece of foreign text for a message, on one line. */
export function clip(text: string, lengthMax = 60): string {
  const line = cleanText(text).replace(/\s+/g, " ").trim();
  if (line.length <= lengthMax) return line;
  return `${line
    .slice(0, lengthMax - 1)
    .toWellFormed()
    .replace(/\ufffd$/, "")}…`;
}

/** `text` as a title can be stored. */
export function cleanTitle(text: string): string {
  return clip(text, titleLengthMax);
}

/** A text as parts of a message: none where it is blank. */
export function textParts(text: string): NodePart[] {
  return text.trim() === "" ? [] : [{ type: "text", text: cleanText(text) }];
}

/** Reasoning as parts of a message: none where it is blank. */
export function reasoningParts(text: string, durationMs = 0): NodePart[] {
  return text.trim() === "" ? [] : [{ type: "reasoning", text: cleanText(text), durationMs }];
}

/**
 * Parts one after the other, as one message has them: neighbours of one kind become one part, and texts stand apart
 * by an empty line, also across reasoning between them.
 */
export function joinParts(left: readonly NodePart[], right: readonly NodePart[]): readonly NodePart[] {
  if (left.length === 0) return right;
  const joined = [...left];
  let hasText = joined.some((part) => part.type === "text");
  for (const part of right) {
    const last = joined.at(-1);
    if (part.type === "reasoning") {
      if (last?.type !== "reasoning") joined.push(part);
      else
        joined[joined.length - 1] = {
          type: "reasoning",
          text: `${last.text}\n\n${part.text}`,
          durationMs: last.durationMs + part.durationMs,
        };
      continue;
    }
    if (last?.type === "text")
      joined[joined.length - 1] = { type: "text", text: `${last.text}\n\n${part.text}` };
    else joined.push(hasText ? { type: "text", text: `\n\n${part.text}` } : part);
    hasText = true;
  }
  return joined;
}

/** UTF-16 units of all parts. */
export function partsLength(parts: readonly NodePart[]): number {
  let length = 0;
  for (const part of parts) length += part.text.length;
  return length;
}
