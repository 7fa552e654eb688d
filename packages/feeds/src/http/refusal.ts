import { PostsError } from "@grok/posts";
import type { Answer } from "./get.ts";
import { retryAfterMsOf } from "./retry-after.ts";

/** The error that an answer other than success is. `wantsKey` says what a 401 or 403 asks for. */
export function refusalOf(
  host: string,
  { status, headers }: Pick<Answer, "status" | "headers">,
  nowMs: number,
  wantsKey: string,
): PostsError {
  const demandedMs = retryAfterMsOf(headers.get("retry-after"), nowMs);
  const options = demandedMs === null ? {} : { retryAfterMs: demandedMs };
  if (status === 401 || status === 403)
    return new PostsError("refused", `${host} refused with status ${status}. ${wantsKey}`, options);
  if (status === 429)
    return new PostsError("too-many", `${host} wants fewer requests (status 429).`, options);
  if (status >= 500)
    return new PostsError("unreachable", `${host} is out of order (status ${status}).`, options);
  return new PostsError(
    "bad-answer",
    `${host} answered with status ${status}, which was not expected.`,
    options,
  );
}
