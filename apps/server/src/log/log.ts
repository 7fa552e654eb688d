export type LogLevel = "debug" | "info" | "warn" | "error";

export type LogFields = Readonly<Record<string, unknown>>;

/**
 * One line for each thing worth knowing later. Callers hand in ids, counts and codes, never what people or models
 * wrote: a log must be fit to be shown to a stranger.
 */
export type Log = (level: LogLevel, message: string, fields?: LogFields) => void;

const order: Record<LogLevel, number> = { debug: 0, info: 1, warn: 2, error: 3 };

/** `pretty`: for a terminal; otherwise JSON lines with `time` (ISO 8601), `level`, `message` and the fields. */
export function createLog(options: {
  least: LogLevel;
  pretty: boolean;
  write: (line: string) => void;
  now: () => number;
}): Log {
  return (level, message, fields = {}) => {
    if (order[level] < order[options.least]) return;
    const time = new Date(options.now()).toISOString();
    const plain = Object.fromEntries(Object.entries(fields).map(([key, value]) => [key, plainValue(value)]));
    options.write(
      options.pretty
        ? `${time.slice(11, 19)} ${level.padEnd(5)} ${message}${prettyFields(plain)}\n`
        : `${JSON.stringify({ time, level, message, ...plain })}\n`,
    );
  };
}

/** What is worth knowing of an error: its name, its code and where it came from; its words may quote a message. */
export function errorFields(error: unknown): LogFields {
  if (!(error instanceof Error)) return { error: typeof error };
  const code = "code" in error && typeof error.code === "string" ? error.code : undefined;
  const frames = (error.stack ?? "").split("\n").filter((line) => /^\s+at /.test(line));
  const cause = error.cause instanceof Error ? { cause: errorFields(error.cause) } : {};
  return {
    error: error.name,
    ...(code === undefined ? {} : { code }),
    at: frames.slice(0, 6).map((f) => f.trim()),
    ...cause,
  };
}

function plainValue(value: unknown): unknown {
  if (typeof value === "bigint") return Number(value);
  return value instanceof Error ? errorFields(value) : value;
}

function prettyFields(fields: LogFields): string {
  return Object.entries(fields)
    .map(([key, value]) => `  ${key}=${typeof value === "string" ? value : JSON.stringify(value)}`)
    .join("");
}
