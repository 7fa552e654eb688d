import { CliError } from "../../cli-error.ts";
import { durationMs } from "../live/moments.ts";
import { readAllowance } from "./limits-text.ts";

/** What both making and changing a key take. */
export interface WishOptions {
  readonly plan?: string;
  readonly expires?: string;
  readonly requests?: string;
  readonly tokens?: string;
  readonly model?: readonly string[];
  readonly endpoint?: readonly string[];
}

/** Unix milliseconds for "30d" and the like or a date, 0 for "never"; nothing where nothing was said. */
export function readExpiry(text: string | undefined, nowMs: number): bigint | undefined {
  if (text === undefined) return undefined;
  if (text === "never") return 0n;
  const date = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(text) : Number.NaN;
  return BigInt(Number.isNaN(date) ? nowMs + durationMs(text) : date);
}

/** In xAI's words; none where neither models nor endpoints are named. */
export function readAcls({ model = [], endpoint = [] }: WishOptions, before: readonly string[]): string[] {
  if (model.length + endpoint.length === 0) return [];
  const of = (kind: string, names: readonly string[]) => {
    const start = `api-key:${kind}:`;
    const wrong = names.find((name) => /[^\w./:@+*-]/.test(name) || name === "");
    if (wrong !== undefined) throw new CliError(`"${wrong}" is no name of a ${kind}.`, 2);
    return names.length > 0
      ? names.map((name) => `${start}${name}`)
      : before.filter((acl) => acl.startsWith(start));
  };
  return [...of("model", model), ...of("endpoint", endpoint)];
}

/** With `before` in place of what was not said; nothing where nothing was said. */
export function readLimits(
  { requests, tokens }: WishOptions,
  before: { requests?: object; tokens?: object } | undefined,
) {
  if (requests === undefined && tokens === undefined) return undefined;
  return {
    ...(requests === undefined
      ? before?.requests && { requests: before.requests }
      : { requests: readAllowance(requests) }),
    ...(tokens === undefined
      ? before?.tokens && { tokens: before.tokens }
      : { tokens: readAllowance(tokens) }),
  };
}
