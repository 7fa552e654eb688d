import type { GenerateRequest } from "@grok/model";
import type { AnswerAsk, ServerTool } from "../answer-ask.ts";
import { DialectError } from "../dialect-error.ts";
import { joinMessages, type WireMessage } from "../request/join-messages.ts";
import { parseBody } from "../request/parse-body.ts";
import { textOfContent } from "../request/read-content.ts";
import { type ReadTools, readToolChoice, readTools, windowOf } from "../request/read-tools.ts";
import { reasoningOf } from "../request/reasoning-effort.ts";
import { readForm } from "../request/response-form.ts";
import { samplingOf } from "../request/sampling-of.ts";
import { type ChatBody, type ChatBodyMessage, chatBody } from "./chat-body.ts";

/** What a body of chat completions asks for. */
export interface ChatAsk {
  readonly ask: AnswerAsk;
  /** How many answers, 1 to 16. */
  readonly answers: number;
  readonly stream: boolean;
  readonly includeUsage: boolean;
  /** The answer is fetched later, with the id that is given at once. */
  readonly deferred: boolean;
  /** Whether addresses of what was looked at are told. */
  readonly tellsCitations: boolean;
}

/** Reads a body. `conversation`: what a header says of the conversation that it belongs to. Throws `DialectError`. */
export function readChat(json: unknown, conversation?: string): ChatAsk {
  const body = parseBody(chatBody, json);
  refuseUnknown(body);
  const form = readForm(body.response_format, true, "response_format");
  const tools = readTools(body.tools, true);
  const searched = readSearch(body, tools);
  const chosen = readToolChoice(body.tool_choice, { ...tools, serverTools: searched });
  const { logprobs = false, top_logprobs: top, parallel_tool_calls: parallel } = body;
  if (top !== undefined && !logprobs)
    throw new DialectError("bad-request", "top_logprobs needs logprobs to be true.", "top_logprobs");
  if (body.stream && body.deferred)
    throw new DialectError("bad-request", "An answer is streamed or deferred, not both.", "deferred");
  const wire = body.messages.map((message, at) => readMessage(message, `messages[${at}]`, body.model));
  const messages = joinMessages(wire);
  const last = messages.at(-1);
  const outputTokensMax = body.max_completion_tokens ?? body.max_tokens;
  const affinity = body.prompt_cache_key ?? conversation ?? body.user;
  const request: AnswerAsk["request"] = {
    messages,
    // An answer that the client has begun is written on.
    ...(last?.role === "assistant" && last.toolCalls === undefined && { continueLast: true }),
    ...samplingOf(body),
    ...(outputTokensMax !== undefined && { outputTokensMax }),
    ...(body.stop !== undefined && body.stop.length > 0 && { stop: body.stop }),
    ...reasoningOf(body.reasoning_effort),
    ...(tools.functions.length > 0 && { tools: tools.functions }),
    ...(chosen.toolChoice !== undefined && tools.functions.length > 0 && { toolChoice: chosen.toolChoice }),
    ...(parallel !== undefined && tools.functions.length > 0 && { parallelToolCalls: parallel }),
    ...(logprobs && { logProbabilities: { top: top ?? 0 } }),
    ...(form.jsonSchema !== undefined && { jsonSchema: form.jsonSchema }),
    ...(affinity !== undefined && { affinity }),
  } satisfies Omit<GenerateRequest, "modelId">;
  return {
    ask: {
      model: body.model,
      endpoint: "chat",
      request,
      serverTools: chosen.serverTools,
    },
    answers: body.n ?? 1,
    stream: body.stream ?? false,
    includeUsage: body.stream_options?.include_usage ?? false,
    deferred: body.deferred ?? false,
    tellsCitations: body.search_parameters?.return_citations ?? true,
  };
}

function refuseUnknown(body: ChatBody): void {
  const refused: readonly [string, boolean, string][] = [
    [
      "logit_bias",
      Object.keys(body.logit_bias ?? {}).length > 0,
      "Tokens cannot be favoured one by one here.",
    ],
    ["functions", (body.functions?.length ?? 0) > 0, "Send functions as tools of the type function."],
    [
      "web_search_options",
      body.web_search_options !== undefined && body.web_search_options !== null,
      'The tool "web_search" is not part of this server yet; the tool x_search is.',
    ],
  ];
  for (const [param, isThere, message] of refused)
    if (isThere) throw new DialectError("not-supported", message, param);
}

function readMessage(message: ChatBodyMessage, param: string, model: string): WireMessage {
  const { role, content, tool_calls: calls, tool_call_id: toolCallId } = message;
  if (role === "function")
    throw new DialectError("not-supported", "Results of tools come with the role tool.", `${param}.role`);
  const text = textOfContent(content, model, `${param}.content`);
  if (content === undefined && (role !== "assistant" || !calls?.length))
    throw new DialectError("unprocessable", `"${param}.content" is missing.`, `${param}.content`);
  return {
    role: role === "developer" ? "system" : role,
    text,
    param,
    ...(role === "tool" && toolCallId !== undefined && { toolCallId }),
    ...(role === "assistant" &&
      calls !== undefined && {
        toolCalls: calls.map(({ id, function: { name, arguments: input } }) => ({ id, name, input })),
      }),
  };
}

/** Live search as it was before there were server-side tools: of its sources, this server has posts. */
function readSearch({ search_parameters: search }: ChatBody, tools: ReadTools): readonly ServerTool[] {
  if (search === undefined || search.mode === "off") return tools.serverTools;
  const param = "search_parameters";
  const posts = search.sources?.find(({ type }) => type === "x");
  if (search.sources !== undefined && posts === undefined)
    throw new DialectError(
      "not-supported",
      `Of the sources of a live search this server has "x" alone, not ${search.sources.map(({ type }) => `"${type}"`).join(", ") || "none at all"}.`,
      `${param}.sources`,
    );
  const allowed = posts?.included_x_handles ?? posts?.x_handles;
  return [
    {
      type: "x_search",
      required: search.mode === "on",
      ...windowOf(search.from_date, search.to_date, param),
      ...(allowed && { allowedHandles: allowed }),
      ...(posts?.excluded_x_handles && { excludedHandles: posts.excluded_x_handles }),
      ...(search.max_search_results !== undefined && { resultsMax: search.max_search_results }),
    },
  ];
}
