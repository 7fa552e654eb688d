import { AccessError } from "@grok/access";
import { ApiError } from "../api-error.ts";

/** Long enough that a full queue has moved on. */
const queueRetryMs = 2_000;

/** What budgets and the queue refuse, in the API's words; anything else as it is. */
export function toApiError(error: unknown): unknown {
  if (!(error instanceof AccessError)) return error;
  const { message, retryAfterMs } = error;
  switch (error.code) {
    case "rate-limited":
      return new ApiError("rate-limited", message, {
        cause: error,
        ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
      });
    case "too-many":
      return new ApiError("overloaded", message, { cause: error, retryAfterMs: queueRetryMs });
    default:
      return error;
  }
}
