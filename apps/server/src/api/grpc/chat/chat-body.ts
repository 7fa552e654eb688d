import { xai } from "@grok/protocol";
import { ApiError } from "../../api-error.ts";
import { exactFloat } from "../exact-float.ts";
import { messageBodies } from "./message-bodies.ts";
import { momentOf } from "./moment.ts";
import { jsonOf, toolBodies, toolChoiceBody } from "./tool-bodies.ts";

/**
 * `request` in the words of POST /v1/chat/completions, whose reader knows every bound. `before`: messages of stored
 * answers that it follows. Throws `ApiError` for what those words cannot say.
 */
export function chatBody(request: xai.GetCompletionsRequest, before: readonly xai.Message[]): object {
  refuseUnknown(request);
  const { temperature, topP, frequencyPenalty, presencePenalty } = request;
  return {
    model: request.model,
    messages: messageBodies([...before, ...request.messages]),
    n: request.n,
    max_tokens: request.maxTokens,
    seed: request.seed,
    stop: request.stop,
    temperature: floatOf(temperature),
    top_p: floatOf(topP),
    frequency_penalty: floatOf(frequencyPenalty),
    presence_penalty: floatOf(presencePenalty),
    logprobs: request.logprobs,
    top_logprobs: request.topLogprobs,
    ...(request.tools.length > 0 && { tools: toolBodies(request.tools) }),
    tool_choice: toolChoiceBody(request.toolChoice),
    parallel_tool_calls: request.parallelToolCalls,
    response_format: formBody(request.responseFormat),
    reasoning_effort: efforts[request.reasoningEffort ?? xai.ReasoningEffort.INVALID_EFFORT],
    search_parameters: searchBody(request.searchParameters),
    user: request.user || undefined,
  };
}

function refuseUnknown({ agentCount, guidelines }: xai.GetCompletionsRequest): void {
  const refuse = (param: string, message: string): never => {
    throw new ApiError("not-supported", message, { param });
  };
  if (agentCount)
    refuse("agent_count", "One model answers here; several agents at once are not part of this server.");
  if (guidelines.length > 0)
    refuse("guidelines", "This server moderates no answers; leave the guidelines out.");
}

const efforts: Readonly<Record<xai.ReasoningEffort, string | undefined>> = {
  [xai.ReasoningEffort.INVALID_EFFORT]: undefined,
  [xai.ReasoningEffort.EFFORT_NONE]: "none",
  [xai.ReasoningEffort.EFFORT_LOW]: "low",
  [xai.ReasoningEffort.EFFORT_MEDIUM]: "medium",
  [xai.ReasoningEffort.EFFORT_HIGH]: "high",
  [xai.ReasoningEffort.EFFORT_XHIGH]: "xhigh",
};

function formBody(format: xai.ResponseFormat | undefined): object | undefined {
  switch (format?.formatType) {
    case xai.FormatType.TEXT:
      return { type: "text" };
    case xai.FormatType.JSON_OBJECT:
      return { type: "json_object" };
    case xai.FormatType.JSON_SCHEMA:
      return {
        type: "json_schema",
        json_schema: { name: "answer", schema: jsonOf(format.schema ?? "", "response_format.schema") },
      };
    default:
      return undefined;
  }
}

const modes: Readonly<Record<xai.SearchMode, string>> = {
  [xai.SearchMode.INVALID_SEARCH_MODE]: "auto",
  [xai.SearchMode.OFF_SEARCH_MODE]: "off",
  [xai.SearchMode.ON_SEARCH_MODE]: "on",
  [xai.SearchMode.AUTO_SEARCH_MODE]: "auto",
};

function searchBody(search: xai.SearchParameters | undefined): object | undefined {
  if (search === undefined) return undefined;
  return {
    mode: modes[search.mode],
    ...(search.sources.length > 0 && { sources: search.sources.map(sourceBody) }),
    from_date: momentOf(search.fromDate),
    to_date: momentOf(search.toDate),
    max_search_results: search.maxSearchResults,
    return_citations: search.returnCitations,
  };
}

function sourceBody({ source }: xai.Source): object {
  if (source.case !== "x") return { type: source.case ?? "none" };
  return {
    type: "x",
    ...(source.value.includedXHandles.length > 0 && { included_x_handles: source.value.includedXHandles }),
    ...(source.value.excludedXHandles.length > 0 && { excluded_x_handles: source.value.excludedXHandles }),
  };
}

function floatOf(float: number | undefined): number | undefined {
  return float === undefined ? undefined : exactFloat(float);
}
