import type { ModelError, ModelProvider, ModelSpec } from "@grok/model";
import type { BranchCacheStats, EngineWork } from "./engine-messages.ts";
import type { EngineState } from "./host/engine-pool.ts";
import type { ModelSpeed } from "./host/speed-test.ts";

export interface LlamaProviderOptions {
  /** The models on this machine, asked anew for each request; what is taken from the list is unloaded when idle. */
  models: () => readonly ModelSpec[] | Promise<readonly ModelSpec[]>;
  /** Default: all cores but one, because one busy neighbour makes all of them slower than one less. */
  threads?: number;
  /** Answers that one model gives at once; more wait. Default 4. */
  sequences?: number;
  /** Default 8192; never more than the model was trained for. */
  contextTokens?: number;
  /** For all loaded models together. Default: 70 % of the memory this process may use. */
  memoryBudgetBytes?: number;
  /**
   * For the branch cache of each loaded model: states of prompts that others may go on from. Part of the memory budget.
   * Default: what suits the model's shape, at most an eighth of that budget. 0 keeps no more than the sequences
   * hold; models with recurrent layers then read a prompt again unless it goes on from where a sequence ends.
   */
  branchCacheBytes?: number;
  /** A model unused for so long is unloaded. Default: kept until its memory is needed. */
  idleUnloadMs?: number;
  /** Must not throw. */
  log?: (event: LlamaLogEvent) => void;
  /** Told of each change; must not throw. */
  onEngineState?: (state: LlamaEngineState) => void;
}

/** What the native engine warned of. */
export interface LlamaLogEvent {
  modelId: string;
  level: "warn" | "error";
  message: string;
}

export interface LlamaEngineState {
  modelId: string;
  state: EngineState;
  /** With "lost": what happened. */
  error?: ModelError;
}

/** One loaded (or loading) model. */
export interface LlamaModelStats {
  modelId: string;
  state: "loading" | "ready";
  /** Of the engine's process. */
  pid?: number;
  /** "cpu", "cuda", "vulkan" or "metal"; empty while loading. */
  gpu: string;
  /** Estimate of what it takes. */
  bytes: number;
  sequences: number;
  contextTokens: number;
  /** Answers under way, those that wait included. */
  answers: number;
  /** Since the engine was started, as of the last answer that ended. */
  work: EngineWork;
  /** What is kept of prompts, of how much. */
  branchCache: BranchCacheStats;
}

/** Models computed on this machine by llama.cpp, each in a process of its own. */
export interface LlamaProvider extends ModelProvider {
  /** Loads a model ahead of its first answer. Throws `ModelError`. */
  load(modelId: string): Promise<void>;
  /** Frees a model's memory once no answer uses it. Throws `ModelError` for unknown ids. */
  unload(modelId: string): Promise<void>;
  stats(): LlamaModelStats[];
  /** Measures a model, loading it first; only meaningful while it has nothing else to do. Throws `ModelError`. */
  speedTest(modelId: string): Promise<ModelSpeed>;
}
