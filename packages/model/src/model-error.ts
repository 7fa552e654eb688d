/** What can go wrong with a model. Codes are stable; apps map them to HTTP statuses and to words. */
export type ModelErrorCode =
  /** No such model, or its file is not on this machine. */
  | "model-missing"
  /** The file is not what it should be: wrong hash, truncated, unknown architecture. */
  | "model-broken"
  /** The prompt alone does not fit the context. */
  | "context-full"
  | "out-of-memory"
  /** The engine's process ended or the remote closed in the middle; asking again may work. */
  | "engine-lost"
  /** The remote address cannot be reached. */
  | "unreachable"
  /** The remote says who are you, or you may not. */
  | "unauthorized"
  /** The remote says later; `retryAfterMs` tells when, if it did. */
  | "rate-limited"
  /** The request itself is at fault. */
  | "bad-request"
  /** The remote answered something that is not the protocol, or a model's text is not in the JSON schema asked for. */
  | "bad-answer"
  | "cancelled";

/** The one error of every model provider. `message` is for people: it names the value, the limit and the way on. */
export class ModelError extends Error {
  override readonly name = "ModelError";
  readonly code: ModelErrorCode;
  readonly retryAfterMs: number | undefined;

  constructor(code: ModelErrorCode, message: string, options?: { cause?: unknown; retryAfterMs?: number }) {
    super(message, options?.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.retryAfterMs = options?.retryAfterMs;
  }
}

/** `error` as a ModelError; anything unknown becomes `fallback` with the original as its cause. */
export function toModelError(error: unknown, fallback: ModelErrorCode = "engine-lost"): ModelError {
  if (error instanceof ModelError) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new ModelError(fallback, message, { cause: error });
}
