import { type ChildProcess, fork } from "node:child_process";
import { type EmbedderSpec, ModelError } from "@grok/model";
import {
  type EngineCommand,
  type EngineReport,
  type EngineSettings,
  engineReport,
} from "../engine-messages.ts";

/** What an engine is asked for one text. */
export type TextTask = { readonly text: string; readonly query?: string };
export type TextAnswer = Extract<EngineReport, { type: "embedded" | "scored" }>;

const processFile = new URL("../engine/engine-process.ts", import.meta.url);
/** Loading from a slow disk may take minutes; one text never does. */
const openPatienceMs = 10 * 60_000;
const textPatienceMs = 2 * 60_000;
const stderrKeptMax = 4_000;

/** One engine's process, seen from outside. Asked one text at a time. */
export class EngineHost {
  readonly #spec: EmbedderSpec;
  readonly #child: ChildProcess;
  readonly #exited = Promise.withResolvers<void>();
  #waiting: PromiseWithResolvers<EngineReport> | undefined;
  #timer: NodeJS.Timeout | undefined;
  #lastId = 0;
  #stderr = "";
  #killedFor: string | undefined;
  #dead: ModelError | undefined;

  /** Starts a process and loads the model. Rejects with `ModelError`; then nothing is left running. */
  static async open(spec: EmbedderSpec, settings: EngineSettings): Promise<EngineHost> {
    const host = new EngineHost(spec);
    try {
      const report = await host.#ask({ type: "open", settings }, openPatienceMs);
      if (report.type === "open-failed") throw new ModelError(report.code, report.message);
      return host;
    } catch (error) {
      await host.close();
      throw error;
    }
  }

  private constructor(spec: EmbedderSpec) {
    this.#spec = spec;
    this.#child = fork(processFile, {
      execArgv: [],
      stdio: ["ignore", "ignore", "pipe", "ipc"],
      serialization: "advanced",
    });
    this.#child.stderr?.setEncoding("utf8").on("data", (text: string) => {
      this.#stderr = (this.#stderr + text).slice(-stderrKeptMax);
    });
    this.#child.on("message", (message) => this.#take(message));
    this.#child.on("error", (error) => this.#die(error.message));
    this.#child.on("exit", (code, signal) => {
      this.#die(this.#killedFor ?? signal ?? `exit code ${code}`);
      this.#exited.resolve();
    });
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  get dead(): boolean {
    return this.#dead !== undefined;
  }

  /** Rejects with `ModelError`: "engine-lost" when the process ended over it. */
  async answer({ text, query }: TextTask): Promise<TextAnswer> {
    const id = ++this.#lastId;
    const report = await this.#ask(
      query === undefined ? { type: "embed", id, text } : { type: "rerank", id, query, text },
      textPatienceMs,
    );
    if (report.type === "embedded" || report.type === "scored") return report;
    const why = report.type === "failed" ? report.message : "it said something else";
    throw new ModelError("model-broken", `${this.#spec.title} failed over a text: ${why}`);
  }

  async close(): Promise<void> {
    this.#killedFor ??= "it was stopped";
    this.#child.kill("SIGKILL");
    if (this.#child.pid !== undefined) await this.#exited.promise;
  }

  #ask(command: EngineCommand, patienceMs: number): Promise<EngineReport> {
    if (this.#dead) return Promise.reject(this.#dead);
    this.#waiting = Promise.withResolvers<EngineReport>();
    this.#timer = setTimeout(() => {
      this.#killedFor = `it had not answered for ${patienceMs / 1000} seconds and was ended`;
      this.#child.kill("SIGKILL");
    }, patienceMs);
    // The channel may close between the process's death and the news of it, which `exit` brings.
    if (this.#child.connected) this.#child.send(command, () => {});
    return this.#waiting.promise;
  }

  #take(message: unknown): void {
    const parsed = engineReport.safeParse(message);
    if (!parsed.success) {
      this.#killedFor = "it sent what is no message";
      this.#child.kill("SIGKILL");
      return;
    }
    clearTimeout(this.#timer);
    this.#waiting?.resolve(parsed.data);
    this.#waiting = undefined;
  }

  #die(how: string): void {
    if (this.#dead) return;
    clearTimeout(this.#timer);
    const last = this.#stderr.trim().split("\n").at(-1);
    this.#dead = new ModelError(
      "engine-lost",
      `the engine of ${this.#spec.title} ended (${how}${last ? `: ${last.slice(0, 200)}` : ""}); asking again starts it anew`,
    );
    this.#waiting?.reject(this.#dead);
    this.#waiting = undefined;
  }
}
