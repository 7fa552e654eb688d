import type { Usage } from "@grok/model";

/**
 * What answers took; null for one that has not ended. `perPrompt` of them stand together for each prompt, which
 * counts once.
 */
export function usageOf(answers: readonly (Usage | null)[], perPrompt: number) {
  const sum = (key: keyof Usage, of = answers) => of.reduce((total, usage) => total + (usage?.[key] ?? 0), 0);
  const first = answers.filter((_, place) => place % perPrompt === 0);
  const promptTokens = sum("promptTokens", first);
  const reasoningTokens = sum("reasoningTokens");
  const outputTokens = sum("outputTokens");
  return {
    promptTokens,
    promptTextTokens: promptTokens,
    cachedPromptTextTokens: sum("cachedTokens", first),
    completionTokens: outputTokens - reasoningTokens,
    reasoningTokens,
    totalTokens: promptTokens + outputTokens,
  };
}
