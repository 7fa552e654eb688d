import assert from "node:assert/strict";
import type { FinishReason, ModelError, ModelPart, ToolCall, Usage } from "@grok/model";

/** What one stream of parts amounted to. Exactly one of `finish` and `error` is there. */
export interface CollectedAnswer {
  parts: readonly ModelPart[];
  text: string;
  reasoning: string;
  /** As far as they came. */
  toolCalls: readonly ToolCall[];
  start?: Extract<ModelPart, { type: "start" }>;
  finish?: Extract<ModelPart, { type: "finish" }>;
  error?: ModelError;
}

/**
 * Reads a stream to its end and checks the order of its parts.
 *
 * `onPart` sees each part as it comes, before the next is asked for. Throws an assertion error where the stream
 * breaks the contract of `ModelProvider.generate`.
 */
export async function collectParts(
  stream: AsyncIterable<ModelPart>,
  onPart: (part: ModelPart) => void = () => {},
): Promise<CollectedAnswer> {
  const parts: ModelPart[] = [];
  for await (const part of stream) {
    parts.push(part);
    onPart(part);
  }
  assertPartOrder(parts);

  const toolCalls: ToolCall[] = [];
  const answer: CollectedAnswer = { parts, text: "", reasoning: "", toolCalls };
  for (const part of parts) {
    if (part.type === "start") answer.start = part;
    else if (part.type === "text-delta") answer.text += part.text;
    else if (part.type === "reasoning-delta") answer.reasoning += part.text;
    else if (part.type === "tool-input-start") toolCalls.push({ id: part.id, name: part.name, input: "" });
    else if (part.type === "tool-input-delta") {
      const call = toolCalls.find(({ id }) => id === part.id);
      if (call) call.input += part.text;
    } else if (part.type === "finish") answer.finish = part;
    else if (part.type === "error") answer.error = part.error;
  }
  if (answer.finish) assertUsage(answer.finish.usage);
  return answer;
}

/** The reason of an answer that must have ended without an error. */
export function reasonOf(answer: CollectedAnswer): FinishReason {
  if (answer.error) throw new Error(`the answer failed: ${answer.error.message}`, { cause: answer.error });
  assert.ok(answer.finish, "the stream ended without a finish part");
  return answer.finish.reason;
}

/**
 * `start` is first, once; blocks open, grow and close by id; one `finish` or `error` is last.
 * An answer that never began (refused, or cancelled before) may consist of its last part alone.
 */
export function assertPartOrder(parts: readonly ModelPart[]): void {
  const kinds = parts.map((part) => part.type).join(" ");
  const last = parts.at(-1);
  assert.ok(last?.type === "finish" || last?.type === "error", `the last part ends the answer: ${kinds}`);
  if (parts.length > 1) assert.equal(parts[0]?.type, "start", `start comes first: ${kinds}`);

  const open = new Map<string, string>();
  const used = new Set<string>();
  for (const [index, part] of parts.entries()) {
    if (part.type === "start") {
      assert.equal(index, 0, `start comes once: ${kinds}`);
      continue;
    }
    if (part.type === "finish" || part.type === "error") {
      assert.equal(index, parts.length - 1, `nothing follows the end: ${kinds}`);
      if (part.type === "finish") assert.equal(open.size, 0, `every block is closed before finish: ${kinds}`);
      continue;
    }
    if (part.type === "prompt") {
      assert.equal(index, 1, `a prompt that is given back comes first: ${kinds}`);
      continue;
    }
    const cut = part.type.lastIndexOf("-");
    const kind = part.type.slice(0, cut);
    const step = part.type.slice(cut + 1);
    if (step === "start") {
      assert.ok(!used.has(part.id), `the id ${part.id} is used once`);
      used.add(part.id);
      open.set(part.id, kind);
      continue;
    }
    assert.equal(open.get(part.id), kind, `${part.type} belongs to an open block of its kind: ${kinds}`);
    if (step === "end") open.delete(part.id);
  }
}

function assertUsage(usage: Usage): void {
  for (const [field, count] of Object.entries(usage)) {
    assert.ok(Number.isInteger(count) && count >= 0, `${field} is a whole number, 0 or more: ${count}`);
  }
  assert.ok(usage.cachedTokens <= usage.promptTokens, "no more is cached than was asked");
  assert.ok(usage.reasoningTokens <= usage.outputTokens, "reasoning is part of the output");
}
