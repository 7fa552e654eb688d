import { type Embedder, ModelError } from "@grok/model";
import { orAborted } from "./abortable.ts";
import { parseAddress } from "./address.ts";
import { boundedText } from "./bounded-text.ts";
import { createCatalogue } from "./catalogue.ts";
import { readEmbeddings, readScores } from "./embedding-answer.ts";
import { failureToError, readFailure } from "./http-failure.ts";
import { createRemote } from "./remote.ts";

export interface OpenAiEmbedderOptions {
  /** As for `createOpenAiProvider`, and so are `apiKey` and `name`. */
  baseUrl: string;
  apiKey?: string;
  name?: string;
  /** Only these, in this order. Default: those of the server's list whose names say that they embed or rerank. */
  models?: readonly string[];
  /** For one request, in milliseconds. Default one minute. */
  timeoutMs?: number;
  fetch?: typeof globalThis.fetch;
  /** Unix milliseconds. */
  now?: () => number;
}

/** Texts in one request: enough for a server to batch, few enough that another caller's text is not long in coming. */
const textsAtOnce = 32;
const bodyBytesMax = 32 * 1024 * 1024;

/** Lists of models do not say what a model is for; its name does. */
const embeds = /embed|\bbge\b|\bgte\b|\be5\b|minilm|mpnet/i;
const reranks = /rerank/i;
/** These have no way to rerank. */
const neverRerank = new Set(["openai", "xai"]);

/**
 * Vectors and scores from any address that speaks OpenAI's `/v1/embeddings`, and `/v1/rerank` as llama-server, vLLM,
 * SGLang and most gateways have it. A text that is too long is refused by the server as "context-full", or cut by it
 * without a word. Throws `ModelError` "bad-request" for an address or a key that cannot be one.
 */
export function createOpenAiEmbedder(options: OpenAiEmbedderOptions): Embedder {
  const { name = "openai", now = Date.now, timeoutMs = 60_000 } = options;
  const address = parseAddress(options.baseUrl, options.apiKey);
  const remote = createRemote(address, options.fetch ?? globalThis.fetch);
  const catalogue = createCatalogue(remote, options, now, timeoutMs);
  const running = new Set<AbortController>();
  /** Lengths of vectors, by model, as far as any have come. */
  const dimensions = new Map<string, number>();
  let disposed = false;

  function assertUsable(signal: AbortSignal | undefined): void {
    if (disposed) throw new ModelError("engine-lost", `The embedder ${name} was disposed of.`);
    if (signal?.aborted) throw cancelled();
  }

  async function post(path: string, body: object, modelId: string, signal: AbortSignal | undefined) {
    assertUsable(signal);
    const controller = new AbortController();
    const onAbort = () => controller.abort(cancelled());
    signal?.addEventListener("abort", onAbort, { once: true });
    running.add(controller);
    try {
      const response = await remote.send({ path, body }, controller, timeoutMs);
      if (!response.ok) {
        const failure = await orAborted(readFailure(response, address, now()), controller.signal);
        throw failureToError(failure, address, modelId);
      }
      return await orAborted(boundedText(response, bodyBytesMax), controller.signal);
    } finally {
      signal?.removeEventListener("abort", onAbort);
      running.delete(controller);
      controller.abort(cancelled());
    }
  }

  return {
    name,
    async list(signal) {
      assertUsable(signal);
      const { models } = await catalogue.list(signal);
      return Array.from(models.values(), ({ description }) => description)
        .filter(({ id }) => options.models !== undefined || embeds.test(id) || reranks.test(id))
        .map(({ id, title, contextTokens, languages }) => ({
          id,
          title,
          ...(dimensions.has(id) ? { dimensions: dimensions.get(id)! } : {}),
          tokensMax: contextTokens,
          reranks: reranks.test(id),
          languages,
        }));
    },
    async embed({ modelId, texts, signal }) {
      assertUsable(signal);
      await catalogue.find(modelId, signal);
      const vectors: Float32Array[] = [];
      let promptTokens = 0;
      for (let at = 0; at < texts.length; at += textsAtOnce) {
        const input = texts.slice(at, at + textsAtOnce).map(sendable);
        const body = { model: modelId, input, encoding_format: "float" };
        const text = await post("/embeddings", body, modelId, signal);
        const answer = readEmbeddings(text, input.length, address.base);
        vectors.push(...answer.vectors);
        promptTokens += answer.promptTokens;
      }
      if (vectors[0] !== undefined) dimensions.set(modelId, vectors[0].length);
      return { vectors, promptTokens, cut: [] };
    },
    async rerank({ modelId, query, texts, signal }) {
      assertUsable(signal);
      const { kind } = await catalogue.find(modelId, signal);
      if (neverRerank.has(kind) || !reranks.test(modelId))
        throw new ModelError(
          "bad-request",
          `${modelId} at ${address.base} does not rerank; choose another model.`,
        );
      if (texts.length === 0) return { scores: [], promptTokens: 0 };
      const documents = texts.map(sendable);
      const body = { model: modelId, query: sendable(query), documents, top_n: documents.length };
      return readScores(await post("/rerank", body, modelId, signal), documents.length, address.base);
    },
    async dispose() {
      disposed = true;
      catalogue.dispose();
      for (const controller of running)
        controller.abort(new ModelError("cancelled", `The embedder ${name} was disposed of.`));
    },
  };
}

/** Servers refuse the empty text and half a surrogate pair. */
function sendable(text: string): string {
  return text === "" ? " " : text.toWellFormed();
}

function cancelled(): ModelError {
  return new ModelError("cancelled", "The request for vectors was cancelled.");
}
