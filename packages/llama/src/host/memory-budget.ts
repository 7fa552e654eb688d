import type { ModelSpec } from "@grok/model";

/** How large an engine is made, and what that takes. */
export interface EngineSize {
  sequences: number;
  contextTokens: number;
  /** For saved recurrent states, all sequences together. */
  checkpointBytesMax: number;
  /** Estimate of all memory the engine's process takes. */
  bytes: number;
}

/** Compute buffers, logits and the process itself: 190 MB measured with a model of 135M parameters. */
const overheadBytes = 200 * 2 ** 20;
/** Saved states of one sequence, in states; enough for the last few turns and the beginning. */
const checkpointsPerSequence = 8;
/** Shorter contexts are of no use for a conversation. */
const contextTokensMin = 2048;

/** Memory that an engine of this size takes. */
export function engineSize(spec: ModelSpec, sequences: number, contextTokens: number): EngineSize {
  const checkpointBytesMax = spec.stateBytes * checkpointsPerSequence * sequences;
  const keyValueBytes = spec.kvBytesPerToken * contextTokens * sequences;
  const bytes = spec.bytes + keyValueBytes + spec.stateBytes * sequences + checkpointBytesMax + overheadBytes;
  return { sequences, contextTokens, checkpointBytesMax, bytes };
}

/**
 * The largest engine for `spec` within `budgetBytes`: first with fewer sequences than `wanted`, then with a shorter
 * context. Undefined if not even the smallest fits.
 */
export function fitEngine(
  spec: ModelSpec,
  wanted: { sequences: number; contextTokens: number },
  budgetBytes: number,
): EngineSize | undefined {
  let sequences = wanted.sequences;
  let contextTokens = Math.min(wanted.contextTokens, spec.contextTokensMax);
  for (;;) {
    const size = engineSize(spec, sequences, contextTokens);
    if (size.bytes <= budgetBytes) return size;
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
