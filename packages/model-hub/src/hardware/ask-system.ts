import { execFile } from "node:child_process";

/** Runs a system tool for its short answer. Undefined when it is missing, fails, or takes longer than 3 seconds. */
export type AskSystem = (command: string, args: readonly string[]) => Promise<string | undefined>;

export const askSystem: AskSystem = (command, args) =>
  new Promise((resolve) => {
    execFile(command, [...args], { timeout: 3_000, maxBuffer: 1 << 20, windowsHide: true }, (error, stdout) =>
      resolve(error === null ? stdout : undefined),
    );
  });
