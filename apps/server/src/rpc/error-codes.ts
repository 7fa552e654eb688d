import { Code, ConnectError } from "@connectrpc/connect";
import { AccessError, type AccessErrorCode } from "@grok/access";
import { ApiStoreError, type ApiStoreErrorCode } from "@grok/api-store";
import { ConversationError, type ConversationErrorCode } from "@grok/conversation";
import { ModelError, type ModelErrorCode } from "@grok/model";
import { ModelHubError, type ModelHubErrorCode } from "@grok/model-hub";
import { PostsError, type PostsErrorCode } from "@grok/posts";
import { ProtocolError, type ProtocolErrorCode } from "@grok/protocol";
import { RunError, type RunErrorCode } from "@grok/runs";
import { ApiError, type ApiErrorCode } from "../api/api-error.ts";
import { ServerError, type ServerErrorCode } from "../server-error.ts";

export type ErrorCode =
  | AccessErrorCode
  | ApiErrorCode
  | ApiStoreErrorCode
  | ConversationErrorCode
  | ModelErrorCode
  | ModelHubErrorCode
  | PostsErrorCode
  | ProtocolErrorCode
  | RunErrorCode
  | ServerErrorCode;

/** Metadata key under which every error carries its stable code. */
export const errorCodeHeader = "grok-error-code";

/** The one table from what can go wrong to what the wire says. "internal" is for what nobody foresaw. */
export const connectCodes: Readonly<Record<ErrorCode, Code>> = {
  // requests that cannot be
  "bad-input": Code.InvalidArgument,
  "bad-request": Code.InvalidArgument,
  "bad-message": Code.InvalidArgument,
  "bad-address": Code.InvalidArgument,
  "bad-config": Code.InvalidArgument,
  "wrong-place": Code.InvalidArgument,
  unprocessable: Code.InvalidArgument,
  "not-supported": Code.Unimplemented,
  "context-full": Code.InvalidArgument,
  // what is asked for is not there, or is there already
  "not-found": Code.NotFound,
  "parent-missing": Code.NotFound,
  "model-missing": Code.NotFound,
  "no-source": Code.NotFound,
  conflict: Code.AlreadyExists,
  // not now, not so
  "still-running": Code.FailedPrecondition,
  "licence-not-accepted": Code.FailedPrecondition,
  gated: Code.FailedPrecondition,
  unauthorized: Code.FailedPrecondition,
  "model-broken": Code.FailedPrecondition,
  "file-broken": Code.FailedPrecondition,
  "hash-mismatch": Code.FailedPrecondition,
  "pip-missing": Code.FailedPrecondition,
  "password-needed": Code.FailedPrecondition,
  "storage-busy": Code.FailedPrecondition,
  "home-in-use": Code.FailedPrecondition,
  "editor-missing": Code.FailedPrecondition,
  refused: Code.FailedPrecondition,
  budget: Code.FailedPrecondition,
  busy: Code.Aborted,
  cancelled: Code.Canceled,
  // too much
  "too-large": Code.ResourceExhausted,
  "too-slow": Code.ResourceExhausted,
  "too-many-runs": Code.ResourceExhausted,
  "storage-full": Code.ResourceExhausted,
  "disk-full": Code.ResourceExhausted,
  "out-of-memory": Code.ResourceExhausted,
  "rate-limited": Code.ResourceExhausted,
  "too-many": Code.ResourceExhausted,
  // who and whence
  "not-signed-in": Code.Unauthenticated,
  unauthenticated: Code.Unauthenticated,
  forbidden: Code.PermissionDenied,
  "wrong-site": Code.PermissionDenied,
  "not-local": Code.PermissionDenied,
  // asking again may work
  overloaded: Code.Unavailable,
  unavailable: Code.Unavailable,
  "engine-lost": Code.Unavailable,
  unreachable: Code.Unavailable,
  "hub-unreachable": Code.Unavailable,
  "bad-answer": Code.Unavailable,
  "shutting-down": Code.Unavailable,
  closed: Code.Unavailable,
  "cursor-too-old": Code.Unavailable,
  "port-taken": Code.Unavailable,
  // the machine
  "storage-broken": Code.DataLoss,
  "disk-failed": Code.Internal,
  "bad-catalogue": Code.Internal,
  "home-unwritable": Code.Internal,
  internal: Code.Internal,
};

/** The stable code of an error that this program made, or null for any other. */
export function errorCodeOf(error: unknown): ErrorCode | null {
  const known =
    error instanceof AccessError ||
    error instanceof ApiError ||
    error instanceof ApiStoreError ||
    error instanceof ConversationError ||
    error instanceof ModelError ||
    error instanceof ModelHubError ||
    error instanceof PostsError ||
    error instanceof ProtocolError ||
    error instanceof RunError ||
    error instanceof ServerError;
  return known ? error.code : null;
}

/**
 * `error` as the wire tells it: a known one with its message, its Connect code and its stable code in the metadata;
 * an unknown one as "internal", without a word of what it said.
 */
export function toConnectError(error: unknown): ConnectError {
  if (error instanceof ConnectError) return error;
  const code = errorCodeOf(error);
  if (code === null)
    return new ConnectError(
      "Something in the server failed that nobody foresaw. Nothing was said about it here; its log has the place.",
      Code.Internal,
      { [errorCodeHeader]: "internal" },
      undefined,
      error,
    );
  return new ConnectError(
    // A quoted name may have been cut inside a character, which no wire can carry.
    (error as Error).message.toWellFormed(),
    connectCodes[code],
    { [errorCodeHeader]: code, ...retryHeaders(error) },
    undefined,
    error,
  );
}

/** When to come again: in words of HTTP, and in those by which gRPC's own clients wait before they try again. */
function retryHeaders(error: unknown): Record<string, string> {
  if (!(error instanceof ApiError) || error.retryAfterMs === undefined) return {};
  const ms = Math.max(1, Math.ceil(error.retryAfterMs));
  return { "retry-after": String(Math.ceil(ms / 1000)), "grpc-retry-pushback-ms": String(ms) };
}
