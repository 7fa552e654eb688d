// @grok/llama: answers from models on this machine, computed by llama.cpp through node-llama-cpp.
//
// In scope: running GGUF files that others have put there (ModelSpec), as a ModelProvider. Out of scope: finding,
// downloading and verifying files; prompts and personas.
//
// Parts: `host/` is the side of the program: it forks a process for each loaded model, keeps them within a budget of
// memory, and survives their deaths. `engine/` is the side of that process, the only one that imports node-llama-cpp:
// templates to tokens, sequences, batches. `branch-cache/` knows which states can serve which prompts, pure but for its
// files. Pure are `answer-text/` (tokens to text, reasoning and stops), `grammar/` (JSON schemas to grammars) and `tools/`
// (how templates write calls, and reading them). `engine-messages.ts` is all that the two sides say to each other.
//
// One request: `generate` leases an engine (loading it, unloading others) and sends it the messages. The engine
// renders the model's own template; the branch cache lends a sequence and brings it as near to the prompt's end as any
// state allows; a lane of the step scheduler does the rest, all lanes in lock step so that they share native decodes.
//
// Branches: a radix tree of token ids for each tenant holds what sequences hold, what lies saved, and the prompts on
// their way. A prompt takes the way that costs least, counting evaluation, moving, and what is lost to others; waits
// for a prompt that is about to evaluate what they share; and has a tail worth keeping saved before it is overwritten.
// Saved states are files in memory, checkpoints lie beside them, and both are evicted by time saved for each byte.
// States move between two steps only, never within one.
//
// Invariants: a state is used only where going on from it gives bit for bit what evaluating anew in the same pieces
// gives; cached tokens are what was not evaluated; states never pass between tenants; a conversation's beginning is
// never shifted out of the context; special tokens come from templates alone; a model in use is never unloaded; nothing
// is compiled or downloaded; the state of a grammar belongs to one answer; an engine that hangs is ended like one that
// died.

export type { BranchCacheStats, EngineWork } from "./engine-messages.ts";
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
