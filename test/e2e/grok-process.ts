import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** Folder with the smallest real model, filled by the set-up of the tests. */
export const modelsFolder = process.env.GROK_TEST_MODEL
  ? dirname(process.env.GROK_TEST_MODEL)
  : join(root, ".cache", "models");

/** A server as `npm start` runs it, in a process of its own, over a home that goes away with `dispose`. */
export class GrokProcess {
  readonly home: string;
  readonly #models: string;
  #port = 0;
  #child: ChildProcess | null = null;
  #output = "";

  constructor(options: { models?: string } = {}) {
    this.home = mkdtempSync(join(tmpdir(), "grok-e2e-"));
    this.#models = options.models ?? modelsFolder;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** What the process has written so far; for messages of failing tests. */
  get output(): string {
    return this.#output;
  }

  /** Starts it, on the same port as before if it ran before, and waits until its pages are served. */
  async start(): Promise<void> {
    const main = join(root, "apps", "cli", "src", "main.ts");
    const args = [
      "up",
      "--no-open",
      "--home",
      this.home,
      "--models",
      this.#models,
      "--port",
      String(this.#port),
    ];
    const child = spawn(process.execPath, [main, ...args], {
      stdio: ["ignore", "pipe", "pipe"],
      // A first start looks for a model hub; tests leave the network alone.
      env: { ...process.env, HF_ENDPOINT: "http://127.0.0.1:9" },
    });
    this.#child = child;
    const address = new Promise<number>((resolve, reject) => {
      const read = (data: Buffer) => {
        this.#output += data;
        const match = /Grok is at \S*?:(\d+)/.exec(this.#output);
        if (match?.[1] !== undefined) resolve(Number(match[1]));
      };
      child.stdout.on("data", read);
      child.stderr.on("data", read);
      child.once("exit", (code) => reject(new Error(`the server ended with ${code}:\n${this.#output}`)));
    });
    this.#port = await address;
    this.#output = "";
  }

  /** Waits until a model can answer. */
  async ready(): Promise<void> {
    const until = Date.now() + 120_000;
    for (;;) {
      const response = await fetch(`${this.url}/readyz`);
      const body = await response.text();
      if (response.ok) return;
      if (Date.now() > until) throw new Error(`no model became ready: ${body}\n${this.#output}`);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  /** Kills the processes in which this server's models run, as the system does when memory runs out. */
  killEngines(): void {
    const engines = execFileSync("ps", ["-eo", "pid,ppid,args"], { encoding: "utf8" })
      .split("\n")
      .map((line) => line.trim().split(/\s+/))
      .filter(
        ([, parent, ...command]) => Number(parent) === this.#child?.pid && /llama/.test(command.join(" ")),
      );
    if (engines.length === 0) throw new Error("no engine process was found");
    for (const [pid] of engines) process.kill(Number(pid), "SIGKILL");
  }

  /** Ends the process: SIGKILL is a crash, SIGTERM a shutdown. */
  async stop(signal: "SIGKILL" | "SIGTERM" = "SIGTERM"): Promise<void> {
    const child = this.#child;
    this.#child = null;
    if (child === null || child.exitCode !== null) return;
    const gone = new Promise((resolve) => child.once("exit", resolve));
    child.kill(signal);
    await gone;
  }

  async dispose(): Promise<void> {
    await this.stop("SIGKILL");
    rmSync(this.home, { recursive: true, force: true });
  }
}
