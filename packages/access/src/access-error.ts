export type AccessErrorCode =
  /** A name, limit, list or plan that cannot be; the message names it. */
  | "bad-input"
  /** No key, user or plan of that name. */
  | "not-found"
  /** More keys than are kept. */
  | "conflict"
  /** A budget does not hold what is asked; `retryAfterMs` says when it will, and is absent where it never will. */
  | "rate-limited"
  /** Too many wait already. */
  | "too-many"
  /** The file of keys is damaged, or another program's. */
  | "storage-broken"
  /** It cannot be written. */
  | "storage-full"
  /** Another process holds it. */
  | "storage-busy";

/** The one error of this package. The message is for people: it names the value, the limit and what to do. */
export class AccessError extends Error {
  override readonly name = "AccessError";
  readonly code: AccessErrorCode;
  readonly retryAfterMs: number | undefined;

  constructor(
    code: AccessErrorCode,
    message: string,
    options: { readonly cause?: unknown; readonly retryAfterMs?: number | undefined } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.retryAfterMs = options.retryAfterMs;
  }
}
