import { spawn } from "node:child_process";
import type { Env } from "./hub-settings.ts";

export interface PipResult {
  /** Null when it was ended by a signal. */
  code: number | null;
  stdout: string;
  stderr: string;
}

/**
 * Runs one command without a shell and without input. Rejects with the system's error when it cannot be started
 * ("ENOENT": not there) and with an AbortError when `signal` aborts.
 */
export type PipRunner = (
  command: string,
  args: readonly string[],
  options: { signal: AbortSignal; timeoutMs: number },
) => Promise<PipResult>;

const outputBytesMax = 16 << 20;

/** The runner for real: this machine's commands, in the given environment. Output beyond 16 MiB is dropped. */
export function systemPip(env: Env): PipRunner {
  return (command, args, { signal, timeoutMs }) =>
    new Promise((resolve, reject) => {
      const child = spawn(command, [...args], {
        env: { ...env },
        stdio: ["ignore", "pipe", "pipe"],
        signal,
        timeout: timeoutMs,
        windowsHide: true,
      });
      const collect = (stream: NodeJS.ReadableStream) => {
        const chunks: Buffer[] = [];
        let bytes = 0;
        stream.on("data", (chunk: Buffer) => {
          bytes += chunk.length;
          if (bytes <= outputBytesMax) chunks.push(chunk);
        });
        return () => Buffer.concat(chunks).toString("utf8");
      };
      const stdout = collect(child.stdout);
      const stderr = collect(child.stderr);
      child.on("error", reject);
      child.on("close", (code) => resolve({ code, stdout: stdout(), stderr: stderr() }));
    });
}
