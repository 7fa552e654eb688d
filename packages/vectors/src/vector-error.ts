/** What can go wrong with an index of vectors. */
export type VectorErrorCode =
  /** A vector of another length than the index is for. */
  | "bad-vector"
  | "closed"
  /** The file cannot be read or written: rights, a full disk, a fault. Nothing in it is lost for good. */
  | "disk-failed";

/** The one error of this package. */
export class VectorError extends Error {
  override readonly name = "VectorError";
  readonly code: VectorErrorCode;

  constructor(code: VectorErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
