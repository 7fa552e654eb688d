import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

const script = fileURLToPath(new URL("serve.py", import.meta.url));
const startLimitMs = 60_000;

export interface RealServer {
  /** "http://127.0.0.1:PORT" */
  url: string;
  key: string;
  stop(): Promise<void>;
}

/** Starts the server and waits until its model is loaded. Throws with the end of its log where that fails. */
export async function startRealServer(
  python: string,
  model: {
    path: string;
    id: string;
    contextTokens: number;
    embeds?: boolean;
    slots?: number;
    threads?: number;
  },
): Promise<RealServer> {
  const key = "sk-real-server-test";
  const { path, id, contextTokens, embeds, slots = 2, threads } = model;
  const args = [script, path, id, String(contextTokens), embeds ? "embeds" : "answers", String(slots)];
  const child = spawn(python, threads === undefined ? args : [...args, String(threads)], {
    stdio: ["pipe", "pipe", "pipe"],
    env: { ...process.env, GROK_TEST_KEY: key, PYTHONUNBUFFERED: "1" },
  });
  let log = "";
  let said = "";
  const ended = once(child, "close");
  const url = await new Promise<string>((resolve, reject) => {
    const fail = (what: string) => {
      clearTimeout(timer);
      child.kill("SIGKILL");
      reject(new Error(`the real server ${what}:\n${log}`));
    };
    const timer = setTimeout(() => fail("did not start in time"), startLimitMs);
    child.on("error", (error) => fail(`could not be started: ${error.message}`));
    child.on("close", (code) => fail(`ended with ${code}`));
    child.stderr.on("data", (data: Buffer) => {
      log = (log + data.toString()).slice(-4000);
    });
    child.stdout.on("data", (data: Buffer) => {
      said += data.toString();
      const address = /^listening on (http:\/\/127\.0\.0\.1:\d+)\s*$/m.exec(said)?.[1];
      if (address === undefined) return;
      clearTimeout(timer);
      resolve(address);
    });
  });
  return {
    url,
    key,
    async stop() {
      child.stdin.end();
      const kill = setTimeout(() => child.kill("SIGKILL"), 5_000);
      await ended;
      clearTimeout(kill);
    },
  };
}
