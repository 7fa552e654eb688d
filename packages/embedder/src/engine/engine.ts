import {
  getLlama,
  type LlamaEmbeddingContext,
  LlamaLogLevel,
  type LlamaRankingContext,
  type Token,
} from "node-llama-cpp";
import type { EngineSettings } from "../engine-messages.ts";
import { type TextTokenizer, textTokenizer } from "./text-tokenizer.ts";

/**
 * Batch and context: a batch smaller than a text gives wrong vectors in silence, and a text longer than 512 tokens in
 * a larger context than this aborts the process. More only for models that take longer texts.
 */
const contextTokensMin = 512;

/** A model in memory. Texts must come one at a time. */
export interface Engine {
  /** The vector is of length 1. Throws where the model gives none. */
  embed(text: string): Promise<{ vector: Float32Array; tokens: number; cut: boolean }>;
  /** From 0 to 1. */
  score(query: string, text: string): Promise<{ score: number; tokens: number; cut: boolean }>;
}

/** Loads a model with prebuilt binaries only. `onLog` gets what the native side complains of. Throws what the library throws. */
export async function openEngine(settings: EngineSettings, onLog: (line: string) => void): Promise<Engine> {
  const llama = await getLlama({
    gpu: "auto",
    build: "never",
    skipDownload: true,
    progressLogs: false,
    logLevel: LlamaLogLevel.error,
    logger: (_level, message) => onLog(message.trim()),
    // Without a limit the library's splitter leaves the number of threads as it is asked for.
    maxThreads: 0,
  });
  const model = await llama.loadModel({ modelPath: settings.path });
  const tokenizer = await textTokenizer(model, settings.path);
  const contextSize = Math.max(contextTokensMin, settings.tokensMax + 1);
  const options = { contextSize, batchSize: contextSize, threads: settings.threads };
  const wrong = (what: string) => () => Promise.reject(new Error(`this model ${what}`));
  if (settings.reranks) {
    const context = await model.createRankingContext(options);
    return {
      embed: wrong("only reranks"),
      score: (query, text) => score(context, tokenizer, settings.tokensMax, query, text),
    };
  }
  const context = await model.createEmbeddingContext(options);
  return {
    embed: (text) => embed(context, tokenizer, settings.tokensMax, text),
    score: wrong("does not rerank"),
  };
}

async function embed(
  context: LlamaEmbeddingContext,
  { pieces, begin, end }: TextTokenizer,
  tokensMax: number,
  text: string,
) {
  const { tokens, cut } = pieces(text, tokensMax - begin.length - end.length);
  const input = [...begin, ...tokens, ...end];
  // A vocabulary without marks leaves nothing of an empty text; one space is as near to nothing as it has.
  if (input.length === 0) input.push(...pieces(" ", 1).tokens);
  const { vector } = await context.getEmbeddingFor(input);
  return { vector: normalised(vector), tokens: input.length, cut };
}

async function score(
  context: LlamaRankingContext,
  { pieces }: TextTokenizer,
  tokensMax: number,
  query: string,
  text: string,
) {
  // A question may take half; the template and marks around are counted by the library.
  const asked = pieces(query, Math.floor(tokensMax / 2));
  const space = pieces(" ", 1).tokens;
  const withoutText = context.calculateInputLength(orSpace(asked.tokens, space), []);
  const answered = pieces(text, Math.max(1, tokensMax - withoutText));
  const input = [orSpace(asked.tokens, space), orSpace(answered.tokens, space)] as const;
  return {
    score: await context.rank(...input),
    tokens: context.calculateInputLength(...input),
    cut: asked.cut || answered.cut,
  };
}

function orSpace(tokens: Token[], space: Token[]): Token[] {
  return tokens.length === 0 ? space : tokens;
}

function normalised(values: readonly number[]): Float32Array {
  const length = Math.hypot(...values);
  if (!(length > 0) || !Number.isFinite(length))
    throw new Error("the model gave a vector without a direction");
  return Float32Array.from(values, (value) => value / length);
}
