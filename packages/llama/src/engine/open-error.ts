import { basename } from "node:path";

/** Why a model could not be opened, in words that say what to do. */
export interface OpenError {
  code: "model-missing" | "model-broken" | "out-of-memory" | "engine-lost";
  message: string;
}

/**
 * Tells a damaged file, a missing one and a lack of memory apart by what the library threw and what the native side
 * said before (`log`, oldest first).
 */
export function describeOpenError(error: unknown, path: string, log: readonly string[]): OpenError {
  const thrown = error instanceof Error ? error.message : String(error);
  const said = [thrown, ...log].join("\n");
  const file = basename(path);
  if (/ENOENT/.test(thrown)) {
    return {
      code: "model-missing",
      message: `the model file ${path} is not there; download the model again`,
    };
  }
  if (/NoBinaryFound/.test(thrown)) {
    return {
      code: "engine-lost",
      message: `there is no prebuilt engine for ${process.platform} on ${process.arch} among the installed packages; install again`,
    };
  }
  if (
    /insufficient|out of memory|failed to allocate|alloc.*failed|Failed to create context|not enough/i.test(
      said,
    )
  ) {
    return {
      code: "out-of-memory",
      message: `there is not enough memory for ${file} (${lastLine(thrown)}); choose a smaller model, a shorter context or fewer answers at once`,
    };
  }
  const architecture = /unknown model architecture: '([^']*)'/.exec(said)?.[1];
  if (architecture !== undefined) {
    return {
      code: "model-broken",
      message: `the model file ${file} is of the architecture "${architecture}", which this engine does not know; choose another model`,
    };
  }
  return {
    code: "model-broken",
    message: `the model file ${file} is damaged or no GGUF file (${lastLine(log.at(-1) ?? thrown)}); remove it and download the model again`,
  };
}

/** What the native side quotes of a broken file may be any bytes; none may break the line they are told in. */
function lastLine(text: string): string {
  const line = text.trim().split("\n").at(-1) ?? "";
  return line.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, "\uFFFD").slice(0, 200);
}
