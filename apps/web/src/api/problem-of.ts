import { Code, ConnectError } from "@connectrpc/connect";
import type { Problem, ProblemKind } from "../state/problem.ts";

/** The metadata under which the server gives every error a stable code. */
const errorCodeHeader = "grok-error-code";

const kindsByCode: Readonly<Record<string, ProblemKind>> = {
  "storage-full": "storage-full",
  "too-many-runs": "too-many",
  "too-large": "too-large",
  "model-missing": "no-model",
  "not-found": "not-found",
  "parent-missing": "not-found",
};

/** For what is answered by something that gives no such code, a proxy for one. */
const kindsByStatus: Partial<Record<Code, ProblemKind>> = {
  [Code.Unavailable]: "unreachable",
  [Code.DeadlineExceeded]: "unreachable",
  [Code.NotFound]: "not-found",
};

/** Any failure of a call, turned once into what the user is told. */
export function problemOf(error: unknown): Problem {
  const failure = ConnectError.from(error);
  // A fetch that never reached the server fails as a TypeError, which comes wrapped without a code of its own.
  const lost = failure.cause instanceof TypeError;
  const code = failure.metadata.get(errorCodeHeader) ?? "";
  return {
    kind: lost ? "unreachable" : (kindsByCode[code] ?? kindsByStatus[failure.code] ?? "refused"),
    message: failure.rawMessage,
  };
}
