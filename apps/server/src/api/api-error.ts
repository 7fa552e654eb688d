/** What an API call can fail with, in the words of both dialects. */
export type ApiErrorCode =
  | "bad-request"
  | "unauthenticated"
  | "forbidden"
  | "not-found"
  | "conflict"
  | "too-large"
  | "unprocessable"
  | "rate-limited"
  | "not-supported"
  | "overloaded"
  | "unavailable"
  | "internal";

/** A refusal of the API. Every dialect says it in its own shape. */
export class ApiError extends Error {
  override readonly name = "ApiError";
  readonly code: ApiErrorCode;
  /** Where in the request, as clients write it: "messages[2].content". */
  readonly param: string | undefined;
  /** When to come again. */
  readonly retryAfterMs: number | undefined;

  /** `message` names the value, the limit and what to do. */
  constructor(
    code: ApiErrorCode,
    message: string,
    options: { param?: string; retryAfterMs?: number; cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause });
    this.code = code;
    this.param = options.param;
    this.retryAfterMs = options.retryAfterMs;
  }
}
