import { Code, ConnectError } from "@connectrpc/connect";
import type { Problem, ProblemKind } from "../state/problem.ts";

const kinds: Partial<Record<Code, ProblemKind>> = {
  [Code.Unavailable]: "unreachable",
  [Code.DeadlineExceeded]: "unreachable",
  [Code.ResourceExhausted]: "storage-full",
  [Code.FailedPrecondition]: "no-model",
  [Code.NotFound]: "not-found",
  [Code.OutOfRange]: "too-large",
};

/** Any failure of a call, turned once into what the user is told. */
export function problemOf(error: unknown): Problem {
  const failure = ConnectError.from(error);
  // A fetch that never reached the server fails as a TypeError, which comes wrapped without a code of its own.
  const lost = failure.cause instanceof TypeError;
  return { kind: lost ? "unreachable" : (kinds[failure.code] ?? "refused"), message: failure.rawMessage };
}
