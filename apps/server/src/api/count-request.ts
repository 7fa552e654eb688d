import type { Admission, ApiCaller } from "./api-access.ts";

/** Work that takes one request from every budget, and no tokens. Rejects as `admit` does, and as `work`. */
export async function countRequest<Result>(
  caller: ApiCaller,
  signal: AbortSignal,
  work: (admission: Admission) => Promise<Result>,
): Promise<Result> {
  const admission = await caller.admit({ tokens: 0, signal });
  try {
    return await work(admission);
  } finally {
    admission.settle({ promptTokens: 0, outputTokens: 0 });
  }
}
