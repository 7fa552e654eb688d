import { getLlama, LlamaLogLevel } from "node-llama-cpp";

/** What answers at once cost under the library's own scheduling, in this process. */
export interface LibraryRun {
  outputTokens: number;
  decodeCalls: number;
  durationMs: number;
  /** Processor time of all threads. */
  cpuMs: number;
}

/**
 * Lets node-llama-cpp evaluate one sequence for each of `prompts` at the same time, as its own classes do it: each
 * generator asks for its next token when it has got the last. The yardstick of the engine's benchmark.
 */
export async function runLibraryScheduling(
  path: string,
  prompts: readonly string[],
  options: { threads: number; contextTokens: number; outputTokensMax: number },
): Promise<LibraryRun> {
  const llama = await getLlama({
    gpu: "auto",
    build: "never",
    skipDownload: true,
    progressLogs: false,
    logLevel: LlamaLogLevel.error,
    maxThreads: 0,
  });
  const model = await llama.loadModel({ modelPath: path });
  let decodeCalls = 0;
  const context = await model.createContext({
    contextSize: options.contextTokens,
    sequences: prompts.length,
    threads: options.threads,
    batching: {
      // What it does by default with so few tokens: everything that waits, in order of coming.
      itemPrioritizationStrategy({ items }) {
        decodeCalls++;
        return items.map((item) => ({ item, processAmount: item.tokens.length }));
      },
    },
  });
  const sequences = prompts.map((prompt) => ({
    sequence: context.getSequence(),
    tokens: model.tokenize(prompt, true),
  }));
  const startedMs = performance.now();
  const cpuStart = process.cpuUsage();
  const written = await Promise.all(
    sequences.map(async ({ sequence, tokens }, seed) => {
      let count = 0;
      for await (const _ of sequence.evaluate(tokens, { temperature: 0.8, topK: 0, topP: 1, seed })) {
        if (++count === options.outputTokensMax) break;
      }
      return count;
    }),
  );
  const durationMs = performance.now() - startedMs;
  const { user, system } = process.cpuUsage(cpuStart);
  await model.dispose();
  await llama.dispose();
  return {
    outputTokens: written.reduce((sum, count) => sum + count, 0),
    decodeCalls,
    durationMs,
    cpuMs: (user + system) / 1000,
  };
}
