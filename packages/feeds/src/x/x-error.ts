import { PostsError, type PostsErrorCode } from "@grok/posts";

/** What X wants to be waited for differently. */
export type XTrouble = "network" | "http" | "rate";

/** A failure of X that trying again may help against. */
export class XError extends PostsError {
  readonly trouble: XTrouble;

  constructor(
    trouble: XTrouble,
    code: PostsErrorCode,
    message: string,
    options: { readonly cause?: unknown; readonly retryAfterMs?: number } = {},
  ) {
    super(code, message, options);
    this.trouble = trouble;
  }
}

/**
 * How long X wants to be left alone after the nth failure in a row, as its page "Handling disconnections" has it:
 * 250 ms more each time up to 16 s where the network failed, 5 s doubling up to 320 s where X answered with an error, a minute doubling where it was asked too much, never less than it said itself. Null: never.
 */
export function patienceMs(error: PostsError, failures: number): number | null {
  if (!(error instanceof XError)) return null;
  const doubled = 2 ** Math.min(20, failures - 1);
  switch (error.trouble) {
    case "network":
      return Math.min(16_000, 250 * failures);
    case "http":
      return Math.max(error.retryAfterMs ?? 0, Math.min(320_000, 5_000 * doubled));
    case "rate":
      return Math.max(error.retryAfterMs ?? 0, Math.min(3_600_000, 60_000 * doubled));
  }
}
