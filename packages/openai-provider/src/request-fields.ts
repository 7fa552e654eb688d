import { checkTools, type GenerateRequest, ModelError, type Sampling } from "@grok/model";
import { answerFormField } from "./answer-form.ts";
import type { HttpFailure } from "./http-failure.ts";
import { type ServerKind, type ServerTraits, traitsOf } from "./server-kind.ts";
import { toolFields, wireMessage } from "./tool-fields.ts";

/** One field of the request's body. */
export interface RequestField {
  name: string;
  value: unknown;
  /** Without it the request would mean something else, so it is never left out. */
  essential?: true;
  /** What the caller asked for by it, in the caller's words; absent where only a default is spelled out. */
  asked?: string;
  /** What is sent in its place to a server that refuses it; it then counts as refused by `refusedAs`. */
  weaker?: RequestField;
  /** What it is remembered by once it is refused for good. Default its name. */
  refusedAs?: string;
  /** What refusals call it besides its name. */
  alsoCalled?: RegExp;
}

export interface RequestPlan {
  /** Below the address. */
  path: string;
  fields: readonly RequestField[];
  /** What was asked for and will not be sent. */
  warnings: readonly string[];
  /** For people, where a server may not have the path at all: what to do without it. */
  lacking?: (failure: HttpFailure) => string;
}

/**
 * The body of POST /chat/completions for `request` at a server of this kind.
 *
 * `own` is the model's own sampling, `refused` the fields which the server would not take for this model before.
 * Throws `ModelError` "bad-request" for what no server could answer, and for `continueLast` where the kind of server
 * is not known to write on: such a server would answer anew, and nothing in its answer would tell.
 */
export function planRequest(
  request: GenerateRequest,
  server: { kind: ServerKind; base: string },
  own: Sampling,
  refused: ReadonlySet<string>,
): RequestPlan {
  const traits = traitsOf(server.kind);
  const warnings: string[] = [];
  const fields: RequestField[] = [
    { name: "model", value: request.modelId, essential: true },
    {
      name: "messages",
      value: request.messages.map(wireMessage),
      essential: true,
    },
    { name: "stream", value: true, essential: true },
    { name: "stream_options", value: { include_usage: true } },
  ];

  if (request.continueLast) {
    if (!traits.continues)
      throw new ModelError(
        "bad-request",
        `${server.base} is not known to continue an unfinished message; llama-server, vLLM and SGLang are. ` +
          "If it is one of these behind a gateway, say so in the settings.",
      );
    fields.push(
      { name: "continue_final_message", value: true, essential: true },
      { name: "add_generation_prompt", value: false, essential: true },
    );
  }
  if (request.outputTokensMax !== undefined)
    fields.push({
      name: refused.has(traits.outputLimit) ? otherLimit(traits.outputLimit) : traits.outputLimit,
      value: request.outputTokensMax,
      asked: "outputTokensMax",
    });
  fields.push(...stopFields(request.stop, traits));
  fields.push(...toolFields(request, checkTools(request)));
  if (request.logProbabilities) {
    const asked = "logProbabilities";
    fields.push({ name: "logprobs", value: true, asked });
    const { top } = request.logProbabilities;
    if (top > 0) fields.push({ name: "top_logprobs", value: top, asked });
  }
  if (request.jsonSchema) fields.push(answerFormField(request.jsonSchema));
  fields.push(...samplingFields(request, own, traits, server.base, warnings));
  const reasoning = request.jsonSchema ? "off" : (request.reasoning ?? "off");
  if (reasoning !== (request.reasoning ?? "off"))
    warnings.push("An answer in a JSON schema comes without reasoning.");
  fields.push(...reasoningFields(reasoning, request.reasoningTokensMax, traits, server.base, warnings));
  if (traits.cacheKey && request.affinity && request.affinity.length <= 64)
    fields.push({ name: "prompt_cache_key", value: request.affinity });

  const kept = keepTaken(fields, refused, server.base, warnings);
  return { path: "/chat/completions", fields: kept, warnings };
}

/** What the server does not take is cut here (see text-gate.ts), so nothing is lost and nothing is warned of. */
export function stopFields(stop: readonly string[] = [], { stopsMax }: ServerTraits): RequestField[] {
  const value = stop.filter((text) => text !== "").slice(0, stopsMax);
  return value.length > 0 ? [{ name: "stop", value }] : [];
}

/** `fields` without those `refused` before, or with their weaker forms; adds to `warnings` what was asked for by them. */
export function keepTaken(
  fields: readonly RequestField[],
  refused: ReadonlySet<string>,
  base: string,
  warnings: string[],
): RequestField[] {
  const kept: RequestField[] = [];
  for (const field of fields) {
    let left: RequestField | undefined = field;
    while (left && !left.essential && refused.has(left.refusedAs ?? left.name)) left = left.weaker;
    if (left) kept.push(left);
    if (left !== field && field.asked)
      warnings.push(`${base} does not take ${field.asked} for this model; ${lossOf(left)}.`);
  }
  return kept;
}

/** For people: what becomes of a refused field, in whose place `left` is sent, if anything. */
export function lossOf(left: RequestField | undefined): string {
  return left ? `only "${left.refusedAs}" was asked for` : "it was left out";
}

/** The model's `own` sampling with what was asked for, and what else must be switched off; adds to `warnings`. */
export function samplingFields(
  request: Pick<GenerateRequest, "sampling">,
  own: Sampling,
  traits: ServerTraits,
  base: string,
  warnings: string[],
): RequestField[] {
  const asked: Partial<Sampling> = Object.fromEntries(
    Object.entries(request.sampling ?? {}).filter(([, value]) => value !== undefined),
  );
  const sampling: Sampling = { ...own, ...asked };
  const fields = new Map<string, RequestField>();
  for (const [name, value] of Object.entries(traits.off)) fields.set(name, { name, value });

  function put(key: keyof Sampling, name: string | undefined, value: unknown): void {
    if (value === undefined) return;
    if (name !== undefined) fields.set(name, key in asked ? { name, value, asked: key } : { name, value });
    else if (key in asked && !isOff(key, asked))
      warnings.push(`${base} is not known to take ${key}; it was left out.`);
  }
  put("temperature", "temperature", sampling.temperature);
  put("topP", "top_p", sampling.topP);
  put("topK", traits.topK, sampling.topK === 0 ? traits.topKAll : sampling.topK);
  put("minP", traits.minP, sampling.minP);
  put("repeatPenalty", traits.repeatPenalty, sampling.repeatPenalty);
  put("presencePenalty", "presence_penalty", sampling.presencePenalty);
  put("frequencyPenalty", "frequency_penalty", sampling.frequencyPenalty);
  put("seed", "seed", sampling.seed);
  put("dry", traits.dry && "dry_multiplier", sampling.dry?.multiplier);
  if (traits.dry && sampling.dry) {
    put("dry", "dry_base", sampling.dry.base);
    put("dry", "dry_allowed_length", sampling.dry.allowedLength);
    put("dry", "dry_penalty_last_n", sampling.dry.lastTokens);
  }
  return [...fields.values()];
}

/** The two names for the most tokens of an answer; a server takes one of them or both. */
export function otherLimit(name: string): "max_tokens" | "max_completion_tokens" {
  return name === "max_tokens" ? "max_completion_tokens" : "max_tokens";
}

/** Whether the asked value changes nothing, so that its absence is no loss. */
function isOff(key: keyof Sampling, asked: Partial<Sampling>): boolean {
  if (key === "dry") return asked.dry?.multiplier === 0;
  return asked[key] === (key === "repeatPenalty" ? 1 : 0);
}

function reasoningFields(
  reasoning: "off" | "on",
  tokensMax: number | undefined,
  traits: ServerTraits,
  base: string,
  warnings: string[],
): RequestField[] {
  if (reasoning === "on" && tokensMax !== undefined && traits.reasoning !== "reasoning_effort")
    warnings.push(`${base} is not known to take reasoningTokensMax; it was left out.`);
  if (traits.reasoning === "enable_thinking")
    return [{ name: "chat_template_kwargs", value: { enable_thinking: reasoning === "on" } }];
  if (reasoning === "off") return [];
  // Models that reason always, and those that never do, refuse this field; then it goes, with a warning.
  if (traits.reasoning === "reasoning_effort")
    return [{ name: "reasoning_effort", value: effortOf(tokensMax), asked: "reasoning" }];
  warnings.push(`${base} has no known switch for reasoning; the model decides.`);
  return [];
}

/** These servers take no number of tokens; this is about what they spend under each word. */
function effortOf(tokensMax: number | undefined): "low" | "medium" | "high" {
  if (tokensMax === undefined) return "medium";
  return tokensMax <= 1_024 ? "low" : tokensMax <= 8_192 ? "medium" : "high";
}
