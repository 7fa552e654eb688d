import type { Sampling } from "./sampling.ts";

/**
 * What a model has been seen to manage. Features ask for an ability and never for a model's name
 * (a 135M model must not be handed a persona; a 4B one may).
 */
export type Ability =
  /** Keeps a persona from the system prompt without losing facts. */
  | "persona"
  /** Rewords given text without inventing. */
  | "rephrase"
  /** Proposes sensible follow-up questions under a grammar. */
  | "suggest"
  /** Breaks a task into steps. */
  | "plan"
  | "tools"
  /** Writes its reasoning apart from the answer. */
  | "reasoning"
  | "vision";

/** A model as a provider offers it: the facts that callers decide by. */
export interface ModelDescription {
  /** Unique within the provider, stable, safe in a URL. */
  id: string;
  /** For people: "SmolLM2 135M Instruct". */
  title: string;
  /** SHA-256 of the weights where known; generated token ids are only good under the same digest. */
  digest?: string;
  /** Most tokens that prompt and answer may have together, as configured here. */
  contextTokens: number;
  abilities: readonly Ability[];
  /** BCP 47 codes; empty is unknown. */
  languages: readonly string[];
  /** Used where a request does not say otherwise. */
  sampling: Sampling;
}
