export type ServerErrorCode =
  /** A setting that cannot be; the message names it, its value and what it may be. */
  | "bad-config"
  /** The port is in use, or may not be used by this user. */
  | "port-taken"
  /** Another server works on the same home. */
  | "home-in-use"
  /** The home cannot be created or written. */
  | "home-unwritable"
  /** Others could reach the server and no password is set. */
  | "password-needed"
  /** A message over its limit. */
  | "too-large"
  /** Fields that cannot be; the message names the field. */
  | "bad-message"
  /** The request carries no valid session. */
  | "not-signed-in"
  /** The request comes from another site, or names a host that is not this server's. */
  | "wrong-site"
  /** A reader that takes too little for too long; it may come back and go on. */
  | "too-slow"
  /** Only somebody at the server's own machine may ask this. */
  | "not-local"
  /** No editor can be started on this machine. */
  | "editor-missing"
  /** What is asked for does not exist in this server. */
  | "not-found"
  /** A provider of that name is there already. */
  | "conflict";

/** The one error of the server itself. `message` says what happened and what to do. */
export class ServerError extends Error {
  override readonly name = "ServerError";
  readonly code: ServerErrorCode;

  constructor(code: ServerErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.code = code;
  }
}
