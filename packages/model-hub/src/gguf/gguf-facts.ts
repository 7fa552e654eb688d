import type { Ability, ModelSpec, Sampling } from "@grok/model";
import type { ModelFacts } from "../catalogue/model-facts.ts";
import { ModelHubError } from "../model-hub-error.ts";
import { ggufMemory } from "./gguf-memory.ts";
import type { GgufHeader } from "./read-gguf-header.ts";

const contextTokensMax = 100_000_000;

/**
 * What the header of a user's own file tells of the model. What it cannot tell is chosen with care: abilities by size
 * until somebody measures them, sampling from the file where it names some, else a mild default.
 * Throws `ModelHubError` "file-broken" when the file holds no language model.
 *
 * `name`: the file's name, used where the file has no title of its own.
 */
export function ggufFacts(header: GgufHeader, name: string): ModelFacts {
  const { metadata } = header;
  const text = (key: string) => {
    const value = metadata.get(key);
    return typeof value === "string" && value.trim() !== "" ? value.trim().slice(0, 200) : undefined;
  };
  const number = (key: string) => {
    const value = metadata.get(key);
    return typeof value === "number" && Number.isFinite(value) ? value : undefined;
  };
  const arch = text("general.architecture");
  const contextTokens = number(`${arch}.context_length`);
  const tokens = metadata.get("tokenizer.ggml.tokens");
  if (arch === undefined || contextTokens === undefined || contextTokens < 1 || tokens === undefined) {
    throw new ModelHubError(
      "file-broken",
      `"${name}" is a GGUF file but no language model: architecture ${arch ?? "unknown"}, ` +
        `${contextTokens === undefined ? "no context length" : `context ${contextTokens}`}, ` +
        `${tokens === undefined ? "no vocabulary" : "a vocabulary"}. A projector or adapter goes with a model, not instead of one.`,
    );
  }
  const kind = kindOf(arch, number(`${arch}.pooling_type`));
  const dimensions = kind === "embedding" ? number(`${arch}.embedding_length`) : undefined;
  return {
    title: text("general.name") ?? name.replace(/\.gguf$/i, ""),
    ...(kind !== undefined && { kind }),
    ...(dimensions !== undefined && { dimensions: Math.floor(dimensions) }),
    family: text("general.basename") ?? arch,
    parameters: Math.min(header.parameters, 1e14),
    contextTokens: Math.min(Math.floor(contextTokens), contextTokensMax),
    languages: languages(metadata.get("general.languages")),
    abilities: kind === undefined ? abilitiesOfSize(header.parameters) : [],
    sampling: sampling(number),
    stop: [],
    reasoning: reasoning(metadata.get("tokenizer.chat_template")),
    vocabulary: typeof tokens === "object" ? Math.max(1, tokens.length) : 1,
    ...ggufMemory(header),
  };
}

/**
 * What models of a size have been seen to manage, for those that nobody has probed. Personas cost facts below
 * 1 billion weights; sensible suggestions and plans come later still. Tools and vision are never assumed.
 */
export function abilitiesOfSize(parameters: number): Ability[] {
  if (parameters < 0.9e9) return [];
  if (parameters < 2.5e9) return ["persona", "rephrase"];
  if (parameters < 3.8e9) return ["persona", "rephrase", "suggest"];
  return ["persona", "rephrase", "suggest", "plan"];
}

/** Models that read in both directions cannot answer; one that pools its tokens makes vectors, or with a head scores. */
function kindOf(arch: string, pooling: number | undefined): ModelFacts["kind"] {
  const rank = 4;
  if (pooling === rank) return "reranking";
  return (pooling ?? 0) > 0 || /bert|embedding/.test(arch) ? "embedding" : undefined;
}

function languages(value: unknown): string[] {
  if (!Array.isArray(value)) return [];
  return value
    .filter(
      (code): code is string => typeof code === "string" && /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(code),
    )
    .slice(0, 300);
}

function sampling(number: (key: string) => number | undefined): Sampling {
  const within = (key: string, most: number) => {
    const value = number(`general.sampling.${key}`);
    return value !== undefined && value >= 0 && value <= most ? value : undefined;
  };
  const temperature = within("temp", 5);
  if (temperature === undefined) return { temperature: 0.7, topP: 0.95, minP: 0.05 };
  const topP = within("top_p", 1);
  const topK = within("top_k", 1_000_000);
  const minP = within("min_p", 1);
  const repeatPenalty = within("penalty_repeat", 10);
  return {
    temperature,
    ...(topP !== undefined && { topP }),
    ...(topK !== undefined && { topK: Math.floor(topK) }),
    ...(minP !== undefined && { minP }),
    ...(repeatPenalty !== undefined && { repeatPenalty }),
  };
}

/** Read off the chat template: a switch it asks about, or a thought it opens by itself before every answer. */
function reasoning(template: unknown): ModelSpec["reasoning"] {
  if (typeof template !== "string") return "none";
  if (template.includes("enable_thinking")) return "switch";
  const opening = template.slice(template.lastIndexOf("add_generation_prompt"));
  return opening.includes("<think>") || template.includes("<|channel|>analysis") ? "always" : "none";
}
