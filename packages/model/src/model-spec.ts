import type { Ability } from "./model-description.ts";
import type { Sampling } from "./sampling.ts";

/**
 * A model file on this machine with what an engine must know to run it. `model-hub` makes these, `llama` runs them;
 * the app carries them from one to the other.
 */
export interface ModelSpec {
  /** The id people use: "smollm2-135m". */
  id: string;
  title: string;
  /** Absolute path of the GGUF file; for a split file the first part. */
  path: string;
  /** SHA-256 of the file, verified. */
  digest: string;
  bytes: number;
  /** Most tokens the model was trained for. */
  contextTokensMax: number;
  /** Key-value cache, bytes for one token at f16. */
  kvBytesPerToken: number;
  /** Recurrent or sliding-window state that does not grow with the context, bytes. */
  stateBytes: number;
  languages: readonly string[];
  abilities: readonly Ability[];
  sampling: Sampling;
  /** Texts that end an answer besides the template's own end token. */
  stop: readonly string[];
  /** How the model thinks: never; when asked, by the template's switch; always. */
  reasoning: "none" | "switch" | "always";
}
