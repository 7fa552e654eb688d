/** What can go wrong with model files. Codes are stable; apps map them to HTTP statuses and to words. */
export type ModelHubErrorCode =
  /** An address or id that cannot be read: wrong scheme, a path that leaves its repository. */
  | "bad-address"
  /** The catalogue is not one: `message` names the first wrong value and where it stands. */
  | "bad-catalogue"
  | "busy"
  | "cancelled"
  /** The disk cannot be written or read: rights, a read-only file system, a fault. */
  | "disk-failed"
  | "disk-full"
  /** Not a GGUF file, cut short, or damaged. */
  | "file-broken"
  /** The source wants a signed-in user who has accepted its terms. */
  | "gated"
  /** The bytes, or what the source says of them, are not those of the catalogue. */
  | "hash-mismatch"
  /** Network or server failure that asking again may heal. */
  | "hub-unreachable"
  | "licence-not-accepted"
  /** No such model in the catalogue or on this machine. */
  | "not-found"
  /** No source has the file, or what a source offers must not be taken. */
  | "no-source"
  | "pip-missing";

/** The one error of this package. `message` is for people: what happened, what is safe, what next. */
export class ModelHubError extends Error {
  override readonly name = "ModelHubError";
  readonly code: ModelHubErrorCode;

  constructor(code: ModelHubErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

const FULL = new Set(["ENOSPC", "EDQUOT"]);

/** `error` as a ModelHubError. An abort becomes "cancelled"; a failure of the disk says which file it was about. */
export function toModelHubError(error: unknown, what: string, aborted = false): ModelHubError {
  if (error instanceof ModelHubError) return error;
  if (aborted || (error instanceof Error && error.name === "AbortError")) {
    return new ModelHubError("cancelled", `${what}: cancelled.`, { cause: error });
  }
  const code = systemCode(error);
  const text = error instanceof Error ? error.message : String(error);
  if (code !== undefined && FULL.has(code)) {
    return new ModelHubError(
      "disk-full",
      `${what}: the disk is full. Free some space and go on; what is there is kept.`,
      {
        cause: error,
      },
    );
  }
  return new ModelHubError("disk-failed", `${what}: ${text}`, { cause: error });
}

/** The system's error code ("ENOENT"), looked for along the causes. */
export function systemCode(error: unknown): string | undefined {
  for (let at = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth += 1) {
    if ("code" in at && typeof at.code === "string") return at.code;
  }
  return undefined;
}
