import type { Usage } from "@grok/model";

/** Usage as chat completions tell it. Nothing costs anything here. */
export function chatUsage(usage: Usage, sources = 0) {
  return {
    prompt_tokens: usage.promptTokens,
    completion_tokens: usage.outputTokens,
    total_tokens: usage.promptTokens + usage.outputTokens,
    prompt_tokens_details: {
      text_tokens: usage.promptTokens,
      audio_tokens: 0,
      image_tokens: 0,
      cached_tokens: usage.cachedTokens,
    },
    completion_tokens_details: {
      reasoning_tokens: usage.reasoningTokens,
      audio_tokens: 0,
      accepted_prediction_tokens: 0,
      rejected_prediction_tokens: 0,
    },
    num_sources_used: sources,
    cost_in_usd_ticks: 0,
  };
}

/** Usage as responses tell it. */
export function responseUsage(usage: Usage, sources: number, serverTools: number) {
  return {
    input_tokens: usage.promptTokens,
    input_tokens_details: { cached_tokens: usage.cachedTokens, cache_write_tokens: 0 },
    output_tokens: usage.outputTokens,
    output_tokens_details: { reasoning_tokens: usage.reasoningTokens },
    total_tokens: usage.promptTokens + usage.outputTokens,
    num_sources_used: sources,
    num_server_side_tools_used: serverTools,
    cost_in_usd_ticks: 0,
  };
}

export const noUsage: Usage = { promptTokens: 0, cachedTokens: 0, outputTokens: 0, reasoningTokens: 0 };

export function addUsage(a: Usage, b: Usage): Usage {
  return {
    promptTokens: a.promptTokens + b.promptTokens,
    cachedTokens: a.cachedTokens + b.cachedTokens,
    outputTokens: a.outputTokens + b.outputTokens,
    reasoningTokens: a.reasoningTokens + b.reasoningTokens,
  };
}
