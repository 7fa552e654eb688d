// @grok/llama: answers from models on this machine, computed by llama.cpp through node-llama-cpp.
//
// In scope: running GGUF files that others have put there (ModelSpec), as a ModelProvider. Out of scope: finding,
// downloading and verifying files; prompts and personas.
//
// Parts: `host/` is the side of the program: it forks a process for each loaded model, keeps them within a budget of
// memory, and survives their deaths. `engine/` is the side of that process, the only one that imports node-llama-cpp:
// templates to tokens, sequences, batches. `answer-text/` is pure: tokens to text, reasoning and stops.
// `engine-messages.ts` is all that the two sides say to each other.
//
// One request: `generate` leases an engine (loading it, unloading others) and sends it the messages. The engine
// renders the model's own template, lends the sequence with the longest common prefix, cuts it back to that, and adds
// a lane to the step scheduler, which evaluates all lanes in lock step so that they share native decodes.
//
// Invariants: a conversation's beginning is never shifted out of the context; special tokens come from templates
// alone; a model in use is never unloaded; nothing is compiled or downloaded; the state of a grammar belongs to one
// answer; an engine that hangs is ended like one that died.

export type { EngineWork } from "./engine-messages.ts";
export type { EngineState } from "./host/engine-pool.ts";
export type { ModelSpeed } from "./host/speed-test.ts";
export { createLlamaProvider } from "./llama-provider.ts";
export type {
  LlamaEngineState,
  LlamaLogEvent,
  LlamaModelStats,
  LlamaProvider,
  LlamaProviderOptions,
} from "./provider-types.ts";
