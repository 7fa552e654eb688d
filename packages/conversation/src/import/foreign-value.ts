// Reading values of which only the rough shape is known: what is missing or of another type is as if it were empty,
// because exports change without notice and one odd field is no reason to lose a conversation.

import * as z from "zod";
import { ConversationError } from "../conversation-error.ts";
import { firstIssue } from "../stored-json.ts";

/** Text; empty where there is none. Numbers count as text: some programs number their messages. */
export const looseText = z
  .union([z.string(), z.number().transform(String)])
  .nullish()
  .catch("")
  .transform((text) => text ?? "");

/** A field that may be missing, to be looked at by whoever uses it. */
export const anything = z.unknown().optional();

/** Throws "bad-input" where `value` is nothing of the kind. */
export function readable<Schema extends z.ZodType>(schema: Schema, value: unknown): z.infer<Schema> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw new ConversationError("bad-input", firstIssue(result.error));
}

/** Whether `value` is a JSON object. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Names and values of a JSON object. Throws "bad-input" where it is none. */
export function entriesOf(value: unknown): [string, unknown][] {
  if (!isRecord(value)) throw new ConversationError("bad-input", "its messages are no JSON object");
  return Object.entries(value);
}

/** A list; empty where there is none. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
