/** A message that cannot be what it claims to be. */
export type ProtocolErrorCode = "bad-message";

/** The one error of this package. `message` names the field and the value found there. */
export class ProtocolError extends Error {
  override readonly name = "ProtocolError";
  readonly code: ProtocolErrorCode;

  constructor(code: ProtocolErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.code = code;
  }
}
