import { ModelError, type ModelProvider } from "@grok/model";

/** What a model manages on this machine, alone. */
export interface ModelSpeed {
  promptTokensPerSecond: number;
  outputTokensPerSecond: number;
}

/** Enough to be timed, and over before somebody who has just come has written a question. */
const promptWords = 60;
const outputTokens = 32;

/**
 * Measures one answer with `now` (milliseconds, as precise as can be). `nonce`: anything not used before, so that no
 * part of the prompt is cached. The model must be loaded. Throws `ModelError`.
 */
export async function measureSpeed(
  provider: ModelProvider,
  modelId: string,
  nonce: string,
  now: () => number,
): Promise<ModelSpeed> {
  // What comes first is new, so nothing behind it is known either.
  const words = [nonce, ...Array.from({ length: promptWords }, (_, index) => `${index}`)].join(" ");
  const startedMs = now();
  let firstMs: number | undefined;
  let written = 0;
  const stream = provider.generate({
    modelId,
    messages: [{ role: "user", text: `${words}\n\nWrite a long story about the sea.` }],
    outputTokensMax: outputTokens,
    sampling: { temperature: 1, minP: 0 },
  });
  for await (const part of stream) {
    if (part.type === "error") throw part.error;
    if (part.type === "text-delta" || part.type === "reasoning-delta") firstMs ??= now();
    if (part.type !== "finish") continue;
    written = part.usage.outputTokens;
    if (firstMs === undefined || written < 2) break;
    return {
      promptTokensPerSecond: perSecond(
        part.usage.promptTokens - part.usage.cachedTokens,
        firstMs - startedMs,
      ),
      outputTokensPerSecond: perSecond(written - 1, now() - firstMs),
    };
  }
  throw new ModelError("bad-answer", `the model wrote ${written} tokens, too few to measure its speed`);
}

function perSecond(count: number, durationMs: number): number {
  return count / Math.max(durationMs, 1e-3) / 1e-3;
}
