import type { GenerateRequest } from "@grok/model";
import type { ReasoningEffort } from "./common-fields.ts";

/** Most tokens of reasoning; without an entry the context alone is the limit. */
const budgets: Readonly<Partial<Record<ReasoningEffort, number>>> = {
  minimal: 256,
  low: 1_024,
  medium: 4_096,
  high: 16_384,
};

/** What a client's wish for effort means to a model; a model that does not reason apart passes over it. */
export function reasoningOf(
  effort: ReasoningEffort | undefined,
): Pick<GenerateRequest, "reasoning" | "reasoningTokensMax"> {
  if (effort === undefined) return {};
  if (effort === "none") return { reasoning: "off" };
  const budget = budgets[effort];
  return { reasoning: "on", ...(budget !== undefined && { reasoningTokensMax: budget }) };
}
