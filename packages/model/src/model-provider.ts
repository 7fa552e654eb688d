import type { CompletionRequest } from "./completion-request.ts";
import type { JsonSchema } from "./json-schema/json-schema.ts";
import type { ChatMessage } from "./message.ts";
import type { ModelDescription } from "./model-description.ts";
import type { ModelPart } from "./model-part.ts";
import type { Sampling } from "./sampling.ts";
import type { ToolChoice, ToolDefinition } from "./tool.ts";

/** One answer asked of a model. */
export interface GenerateRequest {
  /** An id from `list`. */
  modelId: string;
  /** Oldest first; at most one `system`, and only at the head. */
  messages: readonly ChatMessage[];
  /**
   * Write on from the end of the last message, which must then be the assistant's, instead of answering it.
   * The parts hold only what is new. Default false.
   */
  continueLast?: boolean;
  /** Overrides single fields of the model's own sampling. */
  sampling?: Partial<Sampling>;
  /** Default: what is left of the context. */
  outputTokensMax?: number;
  /** Texts that end the answer; not part of it. */
  stop?: readonly string[];
  /** Whether a model that can reason apart does so. Default "off". */
  reasoning?: "off" | "on";
  /** Most tokens of reasoning; the model is then made to answer. Default no limit but the context's. */
  reasoningTokensMax?: number;
  /** What the model may ask to be done. Its calls come as tool-input parts, and the answer ends with "tool-calls". */
  tools?: readonly ToolDefinition[];
  /** Default "auto". */
  toolChoice?: ToolChoice;
  /** Whether one answer may call several tools. Default true. */
  parallelToolCalls?: boolean;
  /** Of each token of the text: `top` likeliest choices, 0 to 20. Default none. */
  logProbabilities?: { readonly top: number };
  /**
   * The answer is then one JSON text that satisfies this schema (see `checkJsonSchema` for what a schema may hold), or
   * it does not end well: a cut answer says so in its finish reason ("length", "context-full", "cancelled"), and one
   * that the model or a stop text ended too early is an error "bad-answer" after its text. It bounds the form alone;
   * the messages still have to say what is wanted. Reasoning is off, and `continueLast` is refused beside it.
   */
  jsonSchema?: JsonSchema;
  /**
   * Anything stable per conversation. Requests with one hint are likely to share a prefix; a provider may use it to
   * choose where to evaluate, and correctness never depends on it.
   */
  affinity?: string;
  /** State is shared only within a tenant, so that nobody can find out by timing what another asked. Default "". */
  tenant?: string;
  /** Aborting ends the stream within one token with a `finish` part of reason "cancelled". */
  signal?: AbortSignal;
}

/** A token of a model's vocabulary as it stands in a text. */
export interface ModelToken {
  tokenId: number;
  /** Of a part of a character, U+FFFD. `bytes` are exact. */
  text: string;
  bytes: readonly number[];
}

/**
 * A source of answers: an engine on this machine, or an address that speaks OpenAI's dialect.
 *
 * Contract, checked for every implementation by `@grok/model/contract`:
 * - `generate` never throws and never rejects: its stream is `start`, then parts, then exactly one `finish` or `error`;
 *   of a request that was refused or aborted before it began, that last part may come alone.
 * - Parts of one id come as start, deltas, end, in this order; ids are unique within an answer.
 * - Breaking out of the iteration (`return()`) frees everything the answer held, as an abort does.
 * - Several answers may run at once; nobody starves.
 */
export interface ModelProvider {
  /** For logs and provenance: "llama", "openai". */
  readonly name: string;
  /** Models that can be asked now or after loading. Throws `ModelError`. */
  list(signal?: AbortSignal): Promise<readonly ModelDescription[]>;
  generate(request: GenerateRequest): AsyncIterable<ModelPart>;
  /** Writes a raw text on, in the parts of `generate`. Absent where the provider cannot. */
  complete?(request: CompletionRequest): AsyncIterable<ModelPart>;
  /** `text` in the model's tokens, no special ones recognised or added. Absent where unknown. Throws `ModelError`. */
  tokenize?(modelId: string, text: string): Promise<readonly ModelToken[]>;
  /** Tokens that these messages take as a prompt, template included; an estimate where `exact` is false. Throws `ModelError`. */
  countTokens(modelId: string, messages: readonly ChatMessage[]): Promise<{ tokens: number; exact: boolean }>;
  /** Ends all answers and frees the engine. Idempotent. */
  dispose(): Promise<void>;
}
