import type { Sampling } from "./sampling.ts";

/** Text to be written on as it stands, without a chat template. */
export interface CompletionRequest {
  /** An id from `list`. */
  modelId: string;
  /** Text, in which no special token is recognised, or token ids. */
  prompt: string | readonly number[];
  sampling?: Partial<Sampling>;
  /** Default 16; 0 only evaluates the prompt. */
  outputTokensMax?: number;
  stop?: readonly string[];
  /** Give the prompt back first, as a `prompt` part. Default false. */
  echo?: boolean;
  /** Of each token, of the echoed prompt's too: `top` likeliest choices, 0 to 20. */
  logProbabilities?: { readonly top: number };
  /** As in `GenerateRequest`. */
  affinity?: string;
  tenant?: string;
  signal?: AbortSignal;
}
