export type ApiStoreErrorCode =
  /** A file over the limit, or one more than can be kept. */
  | "too-large"
  /** The disk is full, or the database cannot be written; nothing was stored. */
  | "storage-full"
  /** The database is damaged, another program's, or a newer version's. */
  | "storage-broken"
  | "closed";

/** What goes wrong with what the API keeps. The message is for people. */
export class ApiStoreError extends Error {
  override readonly name = "ApiStoreError";
  readonly code: ApiStoreErrorCode;

  constructor(code: ApiStoreErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.code = code;
  }
}
