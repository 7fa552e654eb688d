export type RunErrorCode =
  /** Ids, kinds or texts that cannot be. */
  | "bad-request"
  /** The reply to follow, continue or answer again is still being written. */
  | "still-running"
  /** The owner has as many replies under way as are allowed. */
  | "too-many-runs"
  /** The server is going down; ask again when it is back. */
  | "shutting-down";

/** What the run manager refuses, before anything is stored. `ConversationError`s of the store pass through as they are. */
export class RunError extends Error {
  override readonly name = "RunError";
  readonly code: RunErrorCode;

  constructor(code: RunErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.code = code;
  }
}
