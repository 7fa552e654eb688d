import { DialectError } from "@grok/dialects";
import { ModelError, type ModelErrorCode } from "@grok/model";
import { PostsError } from "@grok/posts";
import { ApiError, type ApiErrorCode } from "./api-error.ts";

const ofModels: Readonly<Record<ModelErrorCode, ApiErrorCode>> = {
  "model-missing": "not-found",
  "model-broken": "unavailable",
  "context-full": "bad-request",
  "out-of-memory": "overloaded",
  "engine-lost": "unavailable",
  unreachable: "unavailable",
  // The address behind this server does not know this server; whoever asks here can do nothing about it.
  unauthorized: "unavailable",
  "rate-limited": "rate-limited",
  "bad-request": "bad-request",
  "bad-answer": "unavailable",
  cancelled: "unavailable",
};

/** What any part of the server threw, as the API tells it; what nobody expected as it is. */
export function toApiError(error: unknown): unknown {
  if (error instanceof DialectError) {
    const { code, message, param } = error;
    return new ApiError(code, message, { ...(param !== undefined && { param }), cause: error });
  }
  if (error instanceof ModelError) {
    const { code, message, retryAfterMs } = error;
    return new ApiError(ofModels[code], message, {
      ...(retryAfterMs !== undefined && { retryAfterMs }),
      ...(code === "context-full" && { param: "messages" }),
      cause: error,
    });
  }
  if (error instanceof PostsError) {
    const code = error.code === "bad-input" ? "bad-request" : "unavailable";
    return new ApiError(code, error.message, { cause: error });
  }
  return error;
}
