export type DialectErrorCode =
  /** A value that cannot be. */
  | "bad-request"
  /** A body without the form that is documented: a field is missing, or of another type. */
  | "unprocessable"
  /** What this server does not do, or not yet. */
  | "not-supported";

/** A body that cannot be taken. `message` names the value, the limit and what to do. */
export class DialectError extends Error {
  override readonly name = "DialectError";
  readonly code: DialectErrorCode;
  /** Where in the body, as clients write it: "messages[2].content". */
  readonly param: string | undefined;

  constructor(code: DialectErrorCode, message: string, param?: string) {
    super(message);
    this.code = code;
    this.param = param;
  }
}
