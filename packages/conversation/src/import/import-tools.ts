import type { Digest } from "../id.ts";

/** What an import needs from its platform. */
export interface ImportTools {
  readonly digest: Digest;
  /** Strict UTF-8: throws where the bytes are something else. */
  readonly decode: (bytes: Uint8Array) => string;
  /** Lets everybody else have a turn; called after every piece of work that takes some milliseconds. */
  readonly pause: () => Promise<void>;
  /** Date of what has none in the file. */
  readonly nowMs: number;
}
