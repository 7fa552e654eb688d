import type { ByteSource } from "../download/byte-source.ts";
import type { Env } from "./hub-settings.ts";

/** What is known of a file before anybody is asked. */
export interface Expected {
  bytes?: number | undefined;
  sha256?: string | undefined;
}

/** A file that a source can be asked for now. */
export interface ResolvedFile extends Expected {
  /** The address with everything pinned that can be; fit to be recorded. */
  address: string;
  source: ByteSource;
  /** Whether the hash was known beforehand, or is the source's own word at this first use. */
  trust: "pinned" | "first-use";
}

/** What resolving needs of the outside. */
export interface SourceContext {
  env: Env;
  fetch: typeof fetch;
  /** One line for the log: never a secret, never a resolved link. */
  log: (line: string) => void;
  signal: AbortSignal;
  stallMs: number;
  firstPauseMs: number;
}
