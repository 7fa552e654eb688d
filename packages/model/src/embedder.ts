/** A model that turns texts into vectors, or scores texts against a question. */
export interface EmbeddingModel {
  /** Unique within the embedder, stable, safe in a URL. */
  id: string;
  title: string;
  /** SHA-256 of the weights where known: vectors are only comparable under the same digest. */
  digest?: string;
  /** Length of a vector; absent for a model that only reranks. */
  dimensions?: number;
  /** Longer texts are cut, and the answer says so. */
  tokensMax: number;
  reranks: boolean;
  /** BCP 47 codes; empty is unknown. */
  languages: readonly string[];
}

export interface EmbedAnswer {
  /** One for each text, in order, of length 1 (L2). */
  vectors: readonly Float32Array[];
  promptTokens: number;
  /** Places of the texts that were cut to `tokensMax`. */
  cut: readonly number[];
}

export interface RerankAnswer {
  /** One for each text, in order; higher answers the question better. Comparable within one answer alone. */
  scores: readonly number[];
  promptTokens: number;
}

/**
 * A source of vectors. Contract, checked for every implementation by `@grok/model/embedder-contract`:
 * - one text gives one vector whatever else is asked beside it; the empty text has a vector too;
 * - an aborted request rejects with `ModelError` "cancelled" within one text;
 * - requests may run at once; nobody starves.
 */
export interface Embedder {
  readonly name: string;
  /** Throws `ModelError`. */
  list(signal?: AbortSignal): Promise<readonly EmbeddingModel[]>;
  /** Rejects with `ModelError`. */
  embed(request: { modelId: string; texts: readonly string[]; signal?: AbortSignal }): Promise<EmbedAnswer>;
  /** Rejects with `ModelError` "bad-request" for a model that does not rerank. */
  rerank(request: {
    modelId: string;
    query: string;
    texts: readonly string[];
    signal?: AbortSignal;
  }): Promise<RerankAnswer>;
  /** Frees the engine. Idempotent. */
  dispose(): Promise<void>;
}
