import type { GenerateRequest } from "@grok/model";
import type { AnswerAsk } from "../answer-ask.ts";
import { DialectError } from "../dialect-error.ts";
import { joinMessages, type WireMessage } from "../request/join-messages.ts";
import { parseBody } from "../request/parse-body.ts";
import { readToolChoice, readTools } from "../request/read-tools.ts";
import { reasoningOf } from "../request/reasoning-effort.ts";
import { readForm } from "../request/response-form.ts";
import { samplingOf } from "../request/sampling-of.ts";
import { type ReadItems, readItems } from "./read-items.ts";
import { type ResponseBody, type ResponseItem, responseBody } from "./response-body.ts";

/** What a body of responses asks for, before what went before it is known. */
export interface ResponseAsk {
  readonly body: ResponseBody;
  /** The input as items, also where it came as a text. */
  readonly items: readonly ResponseItem[];
  /** Reasoning that came back sealed; whoever sealed it must know it again. */
  readonly sealed: ReadItems["sealed"];
  readonly stream: boolean;
  readonly store: boolean;
  readonly previousId: string | undefined;
  /** Whether reasoning is to be given out sealed. */
  readonly sealsReasoning: boolean;
  readonly logprobs: boolean;
  /** `before`: items of the responses that this one follows, oldest first. */
  ask(before: readonly ResponseItem[]): AnswerAsk;
}

const includes = new Set([
  "reasoning.encrypted_content",
  "message.output_text.logprobs",
  "file_search_call.results",
  "web_search_call.action.sources",
  "web_search_call.results",
  "code_interpreter_call.outputs",
  "computer_call_output.output.image_url",
  "message.input_image.image_url",
  "no_inline_citations",
  "inline_citations",
  "verbose_streaming",
]);

/** Reads a body. `conversation`: what a header says of the conversation that it belongs to. Throws `DialectError`. */
export function readResponse(json: unknown, conversation?: string): ResponseAsk {
  const body = parseBody(responseBody, json);
  refuseUnknown(body);
  const items: readonly ResponseItem[] =
    typeof body.input === "string" ? [{ type: "message", role: "user", content: body.input }] : body.input;
  const form = readForm(body.text?.format, false, "text.format");
  const tools = readTools(body.tools, false);
  const chosen = readToolChoice(body.tool_choice, tools);
  const include = new Set(body.include);
  const logprobs = body.top_logprobs !== undefined || include.has("message.output_text.logprobs");
  const own = readItems(items, body.model);
  const affinity = body.prompt_cache_key ?? conversation ?? body.user;
  const { parallel_tool_calls: parallel, max_output_tokens: outputTokensMax } = body;
  const maxTurns = maxTurnsOf(body);
  return {
    body,
    items,
    sealed: own.sealed,
    stream: body.stream ?? false,
    store: body.store ?? true,
    previousId: body.previous_response_id,
    sealsReasoning: include.has("reasoning.encrypted_content"),
    logprobs,
    ask(before) {
      const wire: WireMessage[] = [
        ...(body.instructions
          ? [{ role: "system" as const, text: body.instructions, param: "instructions" }]
          : []),
        ...readItems(before, body.model, "previous_response_id").messages,
        ...own.messages,
      ];
      const request = {
        messages: joinMessages(wire),
        ...samplingOf(body),
        ...(outputTokensMax !== undefined && { outputTokensMax }),
        ...reasoningOf(body.reasoning?.effort),
        ...(tools.functions.length > 0 && { tools: tools.functions }),
        ...(chosen.toolChoice !== undefined &&
          tools.functions.length > 0 && { toolChoice: chosen.toolChoice }),
        ...(parallel !== undefined && tools.functions.length > 0 && { parallelToolCalls: parallel }),
        ...(logprobs && { logProbabilities: { top: body.top_logprobs ?? 0 } }),
        ...(form.jsonSchema !== undefined && { jsonSchema: form.jsonSchema }),
        ...(affinity !== undefined && { affinity }),
      } satisfies Omit<GenerateRequest, "modelId">;
      return {
        model: body.model,
        endpoint: "responses",
        request,
        serverTools: chosen.serverTools,
        ...(maxTurns !== undefined && { maxTurns }),
      };
    },
  };
}

/** Each use of a tool of the server takes a turn, and the answer one more. */
function maxTurnsOf({ max_turns: turns, max_tool_calls: calls }: ResponseBody): number | undefined {
  return turns ?? (calls === undefined ? undefined : Math.min(20, calls + 1));
}

function refuseUnknown(body: ResponseBody): void {
  const isThere = (value: unknown) => value !== undefined && value !== null;
  const refused: readonly [string, boolean, string][] = [
    [
      "background",
      body.background === true,
      "Responses in the background are not part of this server. Stream the response, or defer a chat completion.",
    ],
    ["conversation", isThere(body.conversation), "Follow a response by previous_response_id instead."],
    ["prompt", isThere(body.prompt), "No prompts are kept here; send the instructions themselves."],
  ];
  for (const [param, refuses, message] of refused)
    if (refuses) throw new DialectError("not-supported", message, param);
  for (const [at, each] of (body.include ?? []).entries())
    if (!includes.has(each))
      throw new DialectError("bad-request", `"${each}" is nothing that can be included.`, `include[${at}]`);
}
