import { ApiStoreError } from "@grok/api-store";
import { flatError, nestedError } from "@grok/dialects";
import { ModelError } from "@grok/model";
import { ApiError, type ApiErrorCode } from "../api-error.ts";
import { toApiError } from "../to-api-error.ts";
import { HttpFault } from "./http-fault.ts";

/** Whose words failures are told in: OpenAI's under /v1, xAI's under /xai/v1. */
export type Dialect = "openai" | "xai";

export interface Failure {
  readonly status: number;
  /** JSON of the dialect. */
  readonly body: object;
  readonly code: string;
  readonly message: string;
  readonly retryAfterMs: number | undefined;
}

interface Told {
  /** By dialect where they differ. */
  readonly status: number | Readonly<Record<Dialect, number>>;
  readonly type: string;
  /** OpenAI's code. */
  readonly code: string | null;
  /** xAI's code: what gRPC's codes are called there. */
  readonly words: string;
}

const badArgument = "Client specified an invalid argument";
const told: Readonly<Record<ApiErrorCode, Told>> = {
  "bad-request": { status: 400, type: "invalid_request_error", code: "invalid_value", words: badArgument },
  unauthenticated: {
    status: 401,
    type: "authentication_error",
    code: "invalid_api_key",
    words: "The request does not have valid authentication credentials",
  },
  forbidden: {
    status: 403,
    type: "permission_error",
    code: "permission_denied",
    words: "The caller does not have permission to execute the specified operation",
  },
  "not-found": {
    status: 404,
    type: "invalid_request_error",
    code: "not_found",
    words: "Some requested entity was not found",
  },
  conflict: {
    status: 409,
    type: "invalid_request_error",
    code: "conflict",
    words: "The operation was aborted",
  },
  "too-large": { status: 413, type: "invalid_request_error", code: "request_too_large", words: badArgument },
  unprocessable: {
    status: { openai: 400, xai: 422 },
    type: "invalid_request_error",
    code: "invalid_type",
    words: badArgument,
  },
  "rate-limited": {
    status: 429,
    type: "rate_limit_error",
    code: "rate_limit_exceeded",
    words: "Some resource has been exhausted",
  },
  "not-supported": {
    status: 400,
    type: "invalid_request_error",
    code: "not_supported",
    words: "Operation is not implemented or not supported",
  },
  overloaded: {
    status: { openai: 503, xai: 529 },
    type: "server_error",
    code: "overloaded",
    words: "The service is currently unavailable",
  },
  unavailable: {
    status: 503,
    type: "server_error",
    code: "unavailable",
    words: "The service is currently unavailable",
  },
  internal: { status: 500, type: "server_error", code: "internal_error", words: "Internal error" },
};

const ofStore: Readonly<Record<ApiStoreError["code"], ApiErrorCode>> = {
  "too-large": "too-large",
  "storage-full": "unavailable",
  "storage-broken": "unavailable",
  closed: "unavailable",
};

/** `error` as a client is told of it; null for what nobody expected, which is a fault of this program. */
export function failureOf(error: unknown, dialect: Dialect): Failure | null {
  const known =
    error instanceof ApiStoreError
      ? new ApiError(ofStore[error.code], error.message, { cause: error })
      : toApiError(error);
  return known instanceof ApiError ? failure(known, dialect) : null;
}

/** What is said of a fault of this program: nothing of its inside. */
export function unexpectedFailure(dialect: Dialect): Failure {
  return failure(new ApiError("internal", "Something failed here. The server's log has the place."), dialect);
}

function failure(error: ApiError, dialect: Dialect): Failure {
  const { type, words, status } = told[error.code];
  const { message, param, retryAfterMs } = error;
  const code = specificCode(error);
  return {
    status: error instanceof HttpFault ? error.status : typeof status === "number" ? status : status[dialect],
    body:
      dialect === "xai" ? flatError({ message, code: words }) : nestedError({ message, type, code, param }),
    code: code ?? type,
    message,
    retryAfterMs,
  };
}

/** Codes that clients look for. */
function specificCode(error: ApiError): string | null {
  if (error instanceof HttpFault) return null;
  if (error.code === "not-found" && error.param === "model") return "model_not_found";
  if (error.param === "messages" && error.cause instanceof ModelError) return "context_length_exceeded";
  return told[error.code].code;
}
