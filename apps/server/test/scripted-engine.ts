import { type GenerateRequest, ModelError, type ModelPart, type ModelSpec } from "@grok/model";
import type { LocalEngine } from "../src/models/model-library.ts";

/** A model that says what the test wants, when the test wants it. */
export interface ScriptedEngine extends LocalEngine {
  /** What every answer says, word by word. */
  words: string[];
  /** From now on answers wait before their first word until `release` lets them say some. */
  holdBack(): void;
  /** Lets every held answer say `count` more words. */
  release(count: number): void;
  /** Lets answers go on as they like. */
  letGo(): void;
  /** Ends every answer under way as if the engine's process had died. */
  die(): void;
  /** What the speed test says, by model id; 50 tokens a second where nothing is said. */
  speeds: Record<string, number>;
  /** What an answer consists of instead of `words`, where the test says so. */
  script: ((request: GenerateRequest) => readonly ModelPart[]) | undefined;
  readonly requests: GenerateRequest[];
  /** Answers under way. */
  readonly working: number;
  /** Words said by all answers. */
  readonly said: number;
  readonly loaded: Set<string>;
}

const branchCache = {
  bytes: 12e6,
  bytesMax: 500e6,
  snapshots: 3,
  hits: 40,
  misses: 5,
  restored: 7,
  evicted: 2,
};

export function scriptedEngine(specs: () => readonly ModelSpec[]): ScriptedEngine {
  let wake = Promise.withResolvers<void>();
  let allowed = Number.POSITIVE_INFINITY;
  let deaths = 0;
  let working = 0;
  let said = 0;

  function go(): void {
    wake.resolve();
    wake = Promise.withResolvers();
  }

  async function* generate(request: GenerateRequest): AsyncGenerator<ModelPart> {
    working++;
    try {
      yield* answer(request);
    } finally {
      working--;
    }
  }

  async function* answer(request: GenerateRequest): AsyncGenerator<ModelPart> {
    engine.requests.push(request);
    if (engine.script !== undefined) return yield* engine.script(request);
    const bornAt = deaths;
    const promptTokens = request.messages.reduce((sum, { text }) => sum + text.split(/\s+/).length, 0);
    const usage = { promptTokens, cachedTokens: 0, outputTokens: 0, reasoningTokens: 0 };
    yield {
      type: "start",
      modelId: request.modelId,
      promptTokens,
      cachedTokens: 0,
      contextTokens: 8192,
      warnings: [],
    };
    yield { type: "text-start", id: "1" };
    for (const word of engine.words) {
      while (usage.outputTokens >= allowed && !request.signal?.aborted && deaths === bornAt)
        await Promise.race([wake.promise, aborted(request.signal)]);
      if (deaths > bornAt)
        return yield { type: "error", error: new ModelError("engine-lost", "the engine went away") };
      if (request.signal?.aborted) break;
      usage.outputTokens++;
      said++;
      yield { type: "text-delta", id: "1", text: word };
      await new Promise((resolve) => setImmediate(resolve));
    }
    yield { type: "text-end", id: "1" };
    yield { type: "finish", reason: request.signal?.aborted ? "cancelled" : "stop", usage };
  }

  const engine: ScriptedEngine = {
    name: "llama",
    words: ["The ", "answer ", "is ", "42."],
    speeds: { small: 2000 },
    script: undefined,
    get said() {
      return said;
    },
    get working() {
      return working;
    },
    requests: [],
    loaded: new Set(),
    holdBack() {
      allowed = 0;
    },
    release(count) {
      allowed += count;
      go();
    },
    letGo() {
      allowed = Number.POSITIVE_INFINITY;
      go();
    },
    die() {
      deaths++;
      go();
    },
    list: async () =>
      specs().map(({ id, title, digest, languages, abilities, sampling }) => ({
        id,
        title,
        digest,
        contextTokens: 8192,
        languages,
        abilities,
        sampling,
      })),
    generate,
    complete: async function* (request) {
      const text = typeof request.prompt === "string" ? request.prompt : "tokens";
      const token = (part: string) => ({ tokenId: 1, text: part, bytes: [...Buffer.from(part)] });
      const likely = (part: string, logProbability: number) => ({
        ...token(part),
        logProbability,
        top: [{ ...token(part), logProbability }].slice(0, request.logProbabilities?.top),
      });
      const tells = request.logProbabilities !== undefined;
      yield { type: "start", modelId: request.modelId, promptTokens: 1, warnings: [] };
      if (request.echo)
        yield { type: "prompt", text, ...(tells && { logProbabilities: [likely(text, Number.NaN)] }) };
      const words = engine.words.slice(0, request.outputTokensMax);
      yield { type: "text-start", id: "1" };
      for (const word of words)
        yield {
          type: "text-delta",
          id: "1",
          text: word,
          ...(tells && { logProbabilities: [likely(word, -0.5)] }),
        };
      yield { type: "text-end", id: "1" };
      const usage = { promptTokens: 1, cachedTokens: 0, outputTokens: words.length, reasoningTokens: 0 };
      yield { type: "finish", reason: words.length < engine.words.length ? "length" : "stop", usage };
    },
    tokenize: async (_id, text) =>
      (text.match(/\S+\s*/g) ?? []).map((part, at) => ({
        tokenId: at,
        text: part,
        bytes: [...Buffer.from(part)],
      })),
    countTokens: async (_id, messages) => ({ tokens: messages.length, exact: false }),
    dispose: async () => {},
    load: async (id) => void engine.loaded.add(id),
    async speedTest(id) {
      engine.loaded.add(id);
      return { promptTokensPerSecond: 500, outputTokensPerSecond: engine.speeds[id] ?? 50 };
    },
    stats: () => [...engine.loaded].map((modelId) => ({ modelId, state: "ready", gpu: "cpu", branchCache })),
  };
  return engine;
}

function aborted(signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => signal?.addEventListener("abort", () => resolve(), { once: true }));
}
