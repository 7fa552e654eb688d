import { marksIn } from "../answer/cited-sources.ts";
import type { AnswerPart, AnswerSource } from "../answer-part.ts";

export type OutputItem = Readonly<Record<string, unknown>> & { readonly id: string };

/** An output item that still grows. */
export interface OpenItem {
  /** Its place in the output. */
  readonly index: number;
  readonly item: OutputItem;
  text: string;
  readonly logprobs: object[];
}

/** An event within an item, before it has its number and the item's place. */
export type ItemEvent = readonly [type: string, fields: object];

type NewId = (prefix: string) => string;
type Seal = ((text: string) => string) | undefined;

/** A message or a reasoning as it begins, with its first and only content. */
export function emptyText(
  type: "message" | "reasoning",
  newId: NewId,
): { readonly item: OutputItem; readonly part: object } {
  return type === "message"
    ? {
        item: { id: newId("msg_"), type, role: "assistant", status: "in_progress", content: [] },
        part: textPart("", [], []),
      }
    : {
        item: { id: newId("rs_"), type, status: "in_progress", summary: [], content: [] },
        part: { type: "reasoning_text", text: "" },
      };
}

/** A call of a client's function as it begins. */
export function emptyCall(
  { id, name }: Extract<AnswerPart, { type: "tool-input-start" }>,
  newId: NewId,
): OutputItem {
  const status = "in_progress";
  return { type: "function_call", id: newId("fc_"), call_id: id, name, arguments: "", status };
}

/** A use of the server's own search as it begins; xAI's clients know it by this name. */
export function emptySearch(callId: string, newId: NewId): OutputItem {
  const [name, status] = ["x_keyword_search", "in_progress"];
  return { type: "custom_tool_call", id: newId("ctc_"), call_id: callId, name, input: "", status };
}

/** What an item holds once all of its text is there, and the events that tell so. */
export function closedItem(
  { item, text, logprobs }: OpenItem,
  sources: readonly AnswerSource[],
  seal: Seal,
): { readonly filled: object; readonly events: readonly ItemEvent[] } {
  if (item.type === "function_call") {
    const args = text === "" ? "{}" : text;
    const told = { name: item.name, arguments: args };
    return { filled: { arguments: args }, events: [["response.function_call_arguments.done", told]] };
  }
  if (item.type === "custom_tool_call")
    return { filled: { input: text }, events: [["response.custom_tool_call_input.done", { input: text }]] };
  if (item.type === "reasoning") {
    const part = { type: "reasoning_text", text };
    return {
      filled: { content: [part], ...(seal !== undefined && { encrypted_content: seal(text) }) },
      events: [
        ["response.reasoning_text.done", { content_index: 0, text }],
        ["response.content_part.done", { content_index: 0, part }],
      ],
    };
  }
  const annotations = marksIn(text, sources).map(({ start, end, source: { url, title } }) => ({
    type: "url_citation",
    url,
    title,
    start_index: start,
    end_index: end,
  }));
  const part = textPart(text, annotations, logprobs);
  return {
    filled: { content: [part] },
    events: [
      ...annotations.map(
        (annotation, at): ItemEvent => [
          "response.output_text.annotation.added",
          { content_index: 0, annotation_index: at, annotation },
        ],
      ),
      ["response.output_text.done", { content_index: 0, text, logprobs }],
      ["response.content_part.done", { content_index: 0, part }],
    ],
  };
}

function textPart(text: string, annotations: readonly object[], logprobs: readonly object[]) {
  return { type: "output_text", text, annotations, logprobs };
}
