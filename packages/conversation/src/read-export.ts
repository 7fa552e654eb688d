import * as z from "zod";
import { exportVersion } from "./export-lines.ts";
import { isUuidV7 } from "./id.ts";
import type { Conversation, ConversationNode } from "./node.ts";
import {
  citationsSchema,
  failureSchema,
  firstIssue,
  partsSchema,
  provenanceSchema,
  timeSchema,
} from "./stored-json.ts";

/** Most UTF-16 units of one line: a message of the greatest length, escaped. */
const lineLengthMax = 64 * 1024 * 1024;

/** One line of an export, read. `line` counts from 1. */
export type ExportEntry =
  | { readonly line: number; readonly type: "header" }
  | {
      readonly line: number;
      readonly type: "conversation";
      readonly conversation: Omit<Conversation, "ownerId">;
    }
  | { readonly line: number; readonly type: "node"; readonly node: ConversationNode }
  /** What is wrong with the line; the others are read on. */
  | { readonly line: number; readonly type: "problem"; readonly problem: string };

const id = z.string().refine(isUuidV7, "no UUIDv7 in lower case");

const header = z.object({ type: z.literal("grok-export"), version: z.int() });

const conversation = z.object({
  type: z.literal("conversation"),
  id,
  rootId: id,
  title: z.string(),
  titledBy: z.enum(["code", "user", "import"]),
  createdAtMs: timeSchema,
  updatedAtMs: timeSchema,
  archivedAtMs: timeSchema.nullable().default(null),
  instructions: z.string().default(""),
});

const node = z.object({
  type: z.literal("node"),
  id,
  conversationId: id,
  parentId: id,
  role: z.enum(["user", "assistant"]),
  status: z.enum(["done", "stopped", "interrupted", "failed"]),
  origin: z.enum(["typed", "generated", "edited", "regenerated", "continued", "imported"]),
  editedFrom: id.nullable().default(null),
  sourceId: id.nullable().default(null),
  createdAtMs: timeSchema,
  parts: partsSchema,
  provenance: provenanceSchema.nullable().default(null),
  citations: citationsSchema.default([]),
  failure: failureSchema.nullable().default(null),
  name: z.string().default(""),
  bookmarked: z.boolean().default(false),
  archivedAtMs: timeSchema.nullable().default(null),
});

const record = z.discriminatedUnion("type", [header, conversation, node]);

/** A conversation's or a node's record as a line of an export holds it; null where it is none. */
export function readRecord<Type extends "conversation" | "node">(
  type: Type,
  value: object,
): (Type extends "node" ? ConversationNode : Omit<Conversation, "ownerId">) | null {
  const result = record.safeParse({ ...value, type });
  if (!result.success) return null;
  const { type: _type, ...fields } = result.data;
  return fields as Type extends "node" ? ConversationNode : Omit<Conversation, "ownerId">;
}

/**
 * Reads an export (docs/export-format.md) piece by piece. `chunks`: its text, cut anywhere. Gives one entry for each
 * line that is not empty; a line that cannot be read is a "problem" and the rest goes on. Stops after a first line
 * that is no header, or one of a newer version, since nothing after it can be trusted to mean what it seems to.
 */
export async function* readExport(
  chunks: Iterable<string> | AsyncIterable<string>,
): AsyncGenerator<ExportEntry, void, undefined> {
  let first = true;
  for await (const { line, text } of linesOf(chunks)) {
    const entry = readLine(line, text);
    if (first && entry.type !== "header") {
      const problem = entry.type === "problem" ? entry.problem : "it does not begin with a header line";
      yield { line, type: "problem", problem: `this is no export of this program: ${problem}` };
      return;
    }
    first = false;
    yield entry;
  }
}

function readLine(line: number, text: string): ExportEntry {
  if (text.length > lineLengthMax)
    return { line, type: "problem", problem: `longer than ${lineLengthMax} characters` };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { line, type: "problem", problem: "no JSON" };
  }
  const result = record.safeParse(value);
  if (!result.success) return { line, type: "problem", problem: firstIssue(result.error) };
  const { data } = result;
  if (data.type === "grok-export") {
    if (data.version <= exportVersion) return { line, type: "header" };
    const problem = `version ${data.version}, this program knows ${exportVersion}; a newer one can read it`;
    return { line, type: "problem", problem };
  }
  const { type, ...fields } = data;
  if (type === "conversation") return { line, type, conversation: fields as Omit<Conversation, "ownerId"> };
  return { line, type, node: fields as ConversationNode };
}

/** Lines with their numbers; empty ones are counted and left out. */
async function* linesOf(chunks: Iterable<string> | AsyncIterable<string>) {
  let line = 0;
  let pending: string[] = [];
  const finish = function* (text: string) {
    line++;
    const trimmed = (line === 1 ? text.replace(/^\ufeff/, "") : text).trim();
    if (trimmed !== "") yield { line, text: trimmed };
  };
  for await (const chunk of chunks) {
    const pieces = chunk.split("\n");
    for (const piece of pieces.slice(0, -1)) {
      yield* finish(pending.join("") + piece);
      pending = [];
    }
    pending.push(pieces.at(-1)!);
  }
  yield* finish(pending.join(""));
}
