// What each kind of server takes beyond OpenAI's own fields. A field is sent only where its server is known to honour
// it, since many servers drop unknown fields without a word and the caller would never learn.

/** Servers that differ in what they take; "other" gets OpenAI's fields alone (Ollama, LM Studio, gateways). */
export type ServerKind = "llama-server" | "vllm" | "sglang" | "openai" | "xai" | "other";

export interface ServerTraits {
  /** OpenAI's reasoning models refuse `max_tokens`; older servers do not know its successor. */
  outputLimit: "max_tokens" | "max_completion_tokens";
  /** Wire names of what is not OpenAI's. A missing one is not taken. */
  topK?: "top_k";
  minP?: "min_p";
  repeatPenalty?: "repeat_penalty" | "repetition_penalty";
  dry?: true;
  /** Sent where `Sampling` leaves a field out, because there the server's own default is not "off". */
  off: Readonly<Record<string, number>>;
  /** The value of `top_k` that keeps all tokens. */
  topKAll: number;
  /** Most stop texts that one request may have. */
  stopsMax: number;
  /** Takes `continue_final_message`, and is known to write on when it does. */
  continues: boolean;
  reasoning?: "enable_thinking" | "reasoning_effort";
  /** Tells the log-probabilities of a completion's prompt, by `echo` and `logprobs` together. */
  tellsPrompt: boolean;
  /** Tells a text's tokens with their exact bytes; vLLM tells the names that its tokeniser has for them. */
  pieces: boolean;
  /** Tells the text of token ids. */
  textOfIds: boolean;
  /** Takes `prompt_cache_key`. */
  cacheKey: boolean;
  /** Context of a model that states none: the smallest that this kind of server commonly runs with. */
  contextTokensDefault: number;
}

const plain: ServerTraits = {
  outputLimit: "max_tokens",
  off: { top_p: 1 },
  topKAll: 0,
  stopsMax: Number.POSITIVE_INFINITY,
  continues: false,
  tellsPrompt: false,
  pieces: false,
  textOfIds: false,
  cacheKey: false,
  // What Ollama and LM Studio load a model with by default; Ollama cuts longer prompts without saying so.
  contextTokensDefault: 4096,
};

/** vLLM and SGLang start from the model's own generation settings, so that what is not sent is not "off". */
const pythonEngine: ServerTraits = {
  ...plain,
  topK: "top_k",
  minP: "min_p",
  repeatPenalty: "repetition_penalty",
  topKAll: -1,
  off: { top_p: 1, top_k: -1, min_p: 0, repetition_penalty: 1 },
  continues: true,
  reasoning: "enable_thinking",
};

/** The two hosted ones: their defaults are off, and their reasoning models refuse even a default that is sent. */
const hosted: ServerTraits = {
  ...plain,
  outputLimit: "max_completion_tokens",
  off: {},
  stopsMax: 4,
  reasoning: "reasoning_effort",
  cacheKey: true,
  contextTokensDefault: 128_000,
};

const traits: Record<ServerKind, ServerTraits> = {
  "llama-server": {
    ...plain,
    topK: "top_k",
    minP: "min_p",
    repeatPenalty: "repeat_penalty",
    dry: true,
    off: {
      top_p: 1,
      top_k: 0,
      min_p: 0,
      repeat_penalty: 1,
      presence_penalty: 0,
      frequency_penalty: 0,
      dry_multiplier: 0,
    },
    continues: true,
    pieces: true,
    textOfIds: true,
    reasoning: "enable_thinking",
  },
  vllm: { ...pythonEngine, tellsPrompt: true, textOfIds: true },
  sglang: pythonEngine,
  openai: { ...hosted, tellsPrompt: true },
  xai: hosted,
  other: plain,
};

export function traitsOf(kind: ServerKind): ServerTraits {
  return traits[kind];
}

/** The names that servers write into `owned_by` of their own models. */
const owners: Record<string, ServerKind> = {
  llamacpp: "llama-server",
  vllm: "vllm",
  sglang: "sglang",
  xai: "xai",
};

/** The kind of server that listed its models: by a well-known host, by its own `Server` header, or by `owned_by`. */
export function recognizeServer(
  hostname: string,
  serverHeader: string | null,
  ownedBy: readonly (string | undefined)[],
): ServerKind {
  if (hostname === "api.openai.com" || hostname.endsWith(".openai.azure.com")) return "openai";
  if (hostname === "api.x.ai" || hostname.endsWith(".api.x.ai")) return "xai";
  if (serverHeader?.toLowerCase().startsWith("llama.cpp")) return "llama-server";
  for (const owner of ownedBy) if (owner && Object.hasOwn(owners, owner)) return owners[owner]!;
  return "other";
}
