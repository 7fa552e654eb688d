import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { createClient } from "@connectrpc/connect";
import { createConnectTransport } from "@connectrpc/connect-web";
import {
  ConversationService,
  KeyService,
  LiveService,
  ModelService,
  RunService,
  SystemService,
} from "@grok/protocol";
import type { Clients } from "../test-server.ts";

const root = fileURLToPath(new URL("../../../..", import.meta.url));
const main = join(root, "apps", "server", "src", "main.ts");

/** Folder with the smallest real model. */
export const modelsFolder = process.env.GROK_TEST_MODEL
  ? dirname(process.env.GROK_TEST_MODEL)
  : join(root, ".cache", "models");

/** The server as a process of its own, with a real model, over a home that lives until `dispose`. */
export class ServerProcess {
  readonly home = mkdtempSync(join(tmpdir(), "grok-process-"));
  url = "";
  /** From the start of the process to its first answer. */
  startMs = 0;
  #child: ChildProcess | undefined;
  #output = "";

  /** Resolves when pages are served. Fails with what the process wrote. */
  async start(): Promise<void> {
    const startedMs = performance.now();
    this.#output = "";
    const child = spawn(
      process.execPath,
      [main, "--home", this.home, "--models", modelsFolder, "--port", "0"],
      {
        // Nobody listens there: the first start is not to look for larger models on the network.
        env: { ...process.env, HF_ENDPOINT: "http://127.0.0.1:9" },
        stdio: ["ignore", "pipe", "pipe"],
      },
    );
    this.#child = child;
    child.stderr.on("data", (data) => (this.#output += data));
    this.url = await new Promise<string>((resolve, reject) => {
      child.stdout.on("data", (data) => {
        this.#output += data;
        const address = /Grok is at (\S+)/.exec(this.#output)?.[1];
        if (address !== undefined) resolve(address);
      });
      child.once("exit", () => reject(new Error(`the server ended:\n${this.#output}`)));
    });
    this.startMs = performance.now() - startedMs;
  }

  /** Resolves when a model can answer and is in memory. */
  async ready(): Promise<void> {
    const { models } = this.clients();
    for (let i = 0; i < 600; i++) {
      const { state } = await models.listModels({});
      // 5 is "loaded".
      if (state!.models.some((model) => model.id === state!.grok && model.state === 5)) return;
      await sleep(100);
    }
    throw new Error(`no model became ready:\n${this.#output}`);
  }

  /** Resolves when the first start has measured its model, so that the engine has nothing else to do. */
  async measured(): Promise<void> {
    const { models } = this.clients();
    for (;;) {
      const { state } = await models.listModels({});
      if (state!.picked !== "") return;
      await sleep(100);
    }
  }

  clients(): Clients {
    const transport = createConnectTransport({ baseUrl: this.url, useBinaryFormat: true });
    return {
      conversations: createClient(ConversationService, transport),
      runs: createClient(RunService, transport),
      models: createClient(ModelService, transport),
      keys: createClient(KeyService, transport),
      live: createClient(LiveService, transport),
      system: createClient(SystemService, transport),
    };
  }

  /** Ids of the engines' processes. Linux only. */
  enginePids(): number[] {
    const pid = this.#child?.pid;
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8");
    return children.split(" ").filter(Boolean).map(Number);
  }

  /** Resident memory of the server without its engines, bytes. Linux only. */
  residentBytes(): number {
    const status = readFileSync(`/proc/${this.#child?.pid}/status`, "utf8");
    return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) * 1024;
  }

  /** As the system kills it when memory runs out: at once, with nothing put away. */
  async kill(): Promise<void> {
    await this.#end("SIGKILL");
  }

  async stop(): Promise<number | null> {
    return this.#end("SIGTERM");
  }

  async dispose(): Promise<void> {
    await this.#end("SIGTERM");
    rmSync(this.home, { recursive: true, force: true });
  }

  async #end(signal: NodeJS.Signals): Promise<number | null> {
    const child = this.#child;
    this.#child = undefined;
    if (child === undefined) return null;
    child.removeAllListeners("exit");
    const exit = once(child, "exit");
    child.kill(signal);
    const [code] = await exit;
    return code as number | null;
  }
}
