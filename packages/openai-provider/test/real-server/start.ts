import { spawn } from "node:child_process";
import { once } from "node:events";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import type { ServerProgram } from "./install.ts";

const script = fileURLToPath(new URL("serve.py", import.meta.url));
const startLimitMs = 60_000;

export interface RealServer {
  /** "http://127.0.0.1:PORT" */
  url: string;
  key: string;
  stop(): Promise<void>;
}

interface ServedModel {
  path: string;
  id: string;
  /** For each slot. */
  contextTokens: number;
  embeds?: boolean;
  slots?: number;
  threads?: number;
}

/** Starts the server and waits until its model is loaded. Throws with the end of its log where that fails. */
export async function startRealServer(server: ServerProgram, model: ServedModel): Promise<RealServer> {
  const key = "sk-real-server-test";
  const [command, args] = server.kind === "python" ? inPython(server, model) : asProgram(server, model, key);
  const child = spawn(command, args, {
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
    const take = (data: Buffer) => {
      log = (log + data.toString()).slice(-4000);
      said += data.toString();
      const address = /listening on (http:\/\/127\.0\.0\.1:\d+)\s*$/m.exec(said)?.[1];
      if (address === undefined) return;
      clearTimeout(timer);
      said = "";
      resolve(address);
    };
    child.stderr.on("data", take);
    child.stdout.on("data", take);
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

function inPython({ path: python }: ServerProgram, model: ServedModel): [string, string[]] {
  const { path, id, contextTokens, embeds, slots = 2, threads } = model;
  const args = [script, path, id, String(contextTokens), embeds ? "embeds" : "answers", String(slots)];
  return [python, threads === undefined ? args : [...args, String(threads)]];
}

/** A shell stands between, which ends the server with this process, even if that is killed. */
const untilInputEnds =
  'exec 3<&0; "$@" 3<&- & server=$!; (cat <&3; kill -9 $server) >/dev/null 2>&1 & exec 3<&-; wait $server';

function asProgram({ path: program }: ServerProgram, model: ServedModel, key: string): [string, string[]] {
  const { path, id, contextTokens, embeds, slots = 2 } = model;
  const threads = model.threads ?? Math.min(4, availableParallelism());
  const args = [
    ...["--model", path, "--alias", id, "--api-key", key, "--host", "127.0.0.1", "--port", "0", "--offline"],
    ...["--parallel", `${slots}`, "--ctx-size", `${slots * contextTokens}`],
    ...["--threads", `${threads}`, "--threads-batch", `${threads}`, "--no-ui"],
    ...(embeds ? ["--embedding"] : []),
  ];
  return ["sh", ["-c", untilInputEnds, "sh", program, ...args]];
}
