/** A model file for vectors or for reranking on this machine, as its catalogue entry or its own header describes it. */
export interface EmbedderSpec {
  /** Stable, unique on this machine, safe in a URL. */
  id: string;
  title: string;
  /** Absolute. */
  path: string;
  /** SHA-256 of the file. */
  digest: string;
  bytes: number;
  /** Length of a vector; absent for a model that only reranks. */
  dimensions?: number;
  /** Longest text, start and end marks included. */
  tokensMax: number;
  reranks: boolean;
  languages: readonly string[];
}
