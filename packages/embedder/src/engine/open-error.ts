import { basename } from "node:path";
import type { EngineReport } from "../engine-messages.ts";

type OpenFailure = Omit<Extract<EngineReport, { type: "open-failed" }>, "type">;

/** Why a model could not be opened, in words that say what to do. `log`: what the native side said, oldest first. */
export function openFailure(error: unknown, path: string, log: readonly string[]): OpenFailure {
  const thrown = error instanceof Error ? error.message : String(error);
  const said = [thrown, ...log].join("\n");
  const file = basename(path);
  if (/ENOENT/.test(thrown))
    return {
      code: "model-missing",
      message: `the model file ${path} is not there; download the model again`,
    };
  if (/NoBinaryFound/.test(thrown))
    return {
      code: "engine-lost",
      message: `there is no prebuilt engine for ${process.platform} on ${process.arch} among the installed packages; install again`,
    };
  if (/insufficient|out of memory|failed to allocate|Failed to create context/i.test(said))
    return {
      code: "out-of-memory",
      message: `there is not enough memory for ${file}; close other programs or choose a smaller model`,
    };
  const line = (log.at(-1) ?? thrown).trim().split("\n").at(-1) ?? "";
  return {
    code: "model-broken",
    message: `the model file ${file} cannot be used for vectors (${line.replace(/[\p{Cc}\p{Cf}]/gu, "\uFFFD").slice(0, 200)}); remove it and download the model again, or choose another`,
  };
}
