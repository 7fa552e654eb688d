import type { ModelSpec } from "@grok/model";

/** How large an engine is made, and what that takes. */
export interface EngineSize {
  sequences: number;
  contextTokens: number;
  /** For saved states and checkpoints, all sequences together. */
  branchCacheBytes: number;
  /** Estimate of all memory the engine's process takes. */
  bytes: number;
}

/** Compute buffers, logits and the process itself: 190 MB measured with a model of 135M parameters. */
const overheadBytes = 200 * 2 ** 20;
/** Checkpoints of one sequence; enough for the last few turns and the beginning. */
const checkpointsPerSequence = 8;
/** Of the memory for models, what the branch cache takes at most by itself. */
const branchCacheShare = 1 / 8;
/** Shorter contexts are of no use for a conversation. */
const contextTokensMin = 2048;

/** What an engine is to have, memory permitting. */
export interface WantedSize {
  sequences: number;
  contextTokens: number;
  /** Default: checkpoints, and as much again as the sequences hold; at most an eighth of the budget. */
  branchCacheBytes?: number | undefined;
}

/** Memory that an engine of this size takes, its branch cache empty. */
export function engineBytes(spec: ModelSpec, sequences: number, contextTokens: number): number {
  const sequenceBytes = spec.kvBytesPerToken * contextTokens + spec.stateBytes;
  return spec.bytes + sequenceBytes * sequences + overheadBytes;
}

/**
 * The largest engine for `spec` within `budgetBytes`: first with a smaller branch cache than `wanted`, then with fewer
 * sequences, then with a shorter context. Undefined if not even the smallest fits.
 */
export function fitEngine(spec: ModelSpec, wanted: WantedSize, budgetBytes: number): EngineSize | undefined {
  let sequences = wanted.sequences;
  let contextTokens = Math.min(wanted.contextTokens, spec.contextTokensMax);
  for (;;) {
    const bytes = engineBytes(spec, sequences, contextTokens);
    if (bytes <= budgetBytes) {
      const held = spec.kvBytesPerToken * contextTokens + spec.stateBytes * checkpointsPerSequence;
      const asked =
        wanted.branchCacheBytes ?? Math.min(held * sequences, Math.floor(budgetBytes * branchCacheShare));
      const branchCacheBytes = Math.min(asked, budgetBytes - bytes);
      return { sequences, contextTokens, branchCacheBytes, bytes: bytes + branchCacheBytes };
    }
    if (sequences > 1) sequences = Math.floor(sequences / 2);
    else if (contextTokens > contextTokensMin)
      contextTokens = Math.max(contextTokensMin, Math.floor(contextTokens / 2));
    else return undefined;
  }
}

/** An engine in memory, as far as making room for another goes. */
export interface LoadedEngine {
  bytes: number;
  /** Answers that are being given; a model in use is never unloaded. */
  answers: number;
  usedAtMs: number;
}

/**
 * Which engines to unload so that `neededBytes` fit, longest unused first; none of them in use.
 * Undefined if that is not enough yet.
 */
export function enginesToUnload<Engine extends LoadedEngine>(
  loaded: readonly Engine[],
  neededBytes: number,
  budgetBytes: number,
): Engine[] | undefined {
  let free = budgetBytes - loaded.reduce((sum, engine) => sum + engine.bytes, 0);
  const unload: Engine[] = [];
  const idle = loaded.filter((engine) => engine.answers === 0).toSorted((a, b) => a.usedAtMs - b.usedAtMs);
  for (const engine of idle) {
    if (free >= neededBytes) break;
    unload.push(engine);
    free += engine.bytes;
  }
  return free >= neededBytes ? unload : undefined;
}
