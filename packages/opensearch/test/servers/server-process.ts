import { spawn, spawnSync } from "node:child_process";
import { closeSync, openSync, readFileSync } from "node:fs";
import { createServer } from "node:net";

export interface Launch {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  /** Standard output and errors go there. */
  readonly logFile: string;
  /** Run as this user; null as the one who asks. */
  readonly uid: number | null;
}

/** Starts a process that outlives this one; returns its id. */
export function launch({ command, args, cwd, env, logFile, uid }: Launch): number {
  const log = openSync(logFile, "w");
  const child = spawn(command, args, {
    cwd,
    env: { ...process.env, ...env },
    detached: true,
    stdio: ["ignore", log, log],
    ...(uid === null ? {} : { uid, gid: uid }),
  });
  closeSync(log);
  child.unref();
  if (child.pid === undefined) throw new Error(`${command} could not be started`);
  return child.pid;
}

/** Whether the process is there and is the one that was started: ids are used again. */
export function isRunning(pid: number, mark: string): boolean {
  return spawnSync("ps", ["-ww", "-o", "command=", "-p", String(pid)], { encoding: "utf8" }).stdout.includes(
    mark,
  );
}

/** Ends a process and waits until it is gone; after twenty seconds without asking. */
export async function end(pid: number, mark: string): Promise<void> {
  for (let tries = 0; isRunning(pid, mark); tries++) {
    try {
      if (tries === 0 || tries === 100) process.kill(pid, tries === 0 ? "SIGTERM" : "SIGKILL");
    } catch {
      return;
    }
    await pause(200);
  }
}

/** Asks `isReady` until it says so. Throws with the end of the log where the process dies, or time is over. */
export async function waitFor(
  name: string,
  isReady: () => Promise<boolean>,
  { pid, mark, logFile }: { readonly pid: number; readonly mark: string; readonly logFile: string },
): Promise<void> {
  for (let tries = 0; tries < 480; tries++) {
    if (await isReady().catch(() => false)) return;
    if (tries > 4 && !isRunning(pid, mark)) break;
    await pause(250);
  }
  throw new Error(
    `${name} did not start. The end of its log:\n${readFileSync(logFile, "utf8").slice(-3_000)}`,
  );
}

/** A port of the loopback address that nobody listens on now. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0));
    });
  });
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
