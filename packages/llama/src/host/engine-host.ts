import { type ChildProcess, fork } from "node:child_process";
import { ModelError, type ModelSpec, type ModelToken } from "@grok/model";
import { removeStateFolders } from "../branch-cache/state-files.ts";
import {
  type BranchCacheStats,
  type CompleteOptions,
  type EngineCommand,
  type EngineReport,
  type EngineSettings,
  type EngineWork,
  engineReport,
  type GenerateOptions,
  noBranches,
  noWork,
} from "../engine-messages.ts";
import { HangWatch, tickMs } from "./hang-watch.ts";
import { ReportQueue } from "./report-queue.ts";

/** What an engine says of one answer; the last is `finished` or `failed`. */
export type AnswerReport = Extract<EngineReport, { type: "started" | "part" | "finished" | "failed" }>;

/** What an engine is asked to write. */
export type AnswerRequest =
  | { type: "generate"; options: GenerateOptions }
  | { type: "complete"; options: CompleteOptions };
/** What is answered at once. */
type QuestionReport = Extract<EngineReport, { type: "counted" | "tokenized" }>;

export interface EngineHostHooks {
  onLog(level: "warn" | "error", message: string): void;
  /** The process has ended and nobody asked it to. */
  onDeath(error: ModelError): void;
  /** Aborts when the engine is not wanted any more, though it may still be loading. */
  readonly signal: AbortSignal;
}

const processFile = new URL("../engine/engine-process.ts", import.meta.url);
/** The end of what the process wrote to its error output; a native abort says its reason there. */
const stderrKeptMax = 4_000;

/** One engine's process, seen from outside. */
export class EngineHost {
  readonly #spec: ModelSpec;
  readonly #hooks: EngineHostHooks;
  readonly #child: ChildProcess;
  readonly #opened = Promise.withResolvers<void>();
  readonly #exited = Promise.withResolvers<void>();
  readonly #answers = new Map<number, ReportQueue<AnswerReport>>();
  readonly #questions = new Map<number, PromiseWithResolvers<QuestionReport>>();
  #nextId = 1;
  #stderr = "";
  #closing = false;
  #ready = false;
  /** Why the process was killed from here. */
  #killedFor: string | undefined;
  readonly #watch = new HangWatch();
  readonly #watchTimer: NodeJS.Timeout;
  #dead: ModelError | undefined;
  gpu = "";
  work: EngineWork = noWork;
  branchCache: BranchCacheStats = noBranches;

  /** Starts a process and loads the model. Rejects with `ModelError`; then nothing is left running. */
  static async open(spec: ModelSpec, settings: EngineSettings, hooks: EngineHostHooks): Promise<EngineHost> {
    const host = new EngineHost(spec, hooks);
    const leave = () => void host.close();
    hooks.signal.addEventListener("abort", leave, { once: true });
    host.#send({ type: "open", settings });
    try {
      await host.#opened.promise;
      return host;
    } catch (error) {
      await host.close();
      throw error;
    } finally {
      hooks.signal.removeEventListener("abort", leave);
    }
  }

  private constructor(spec: ModelSpec, hooks: EngineHostHooks) {
    this.#spec = spec;
    this.#hooks = hooks;
    this.#child = fork(processFile, { execArgv: [], stdio: ["ignore", "ignore", "pipe", "ipc"] });
    this.#watchTimer = setInterval(() => this.#checkHang(), tickMs).unref();
    this.#child.stderr?.setEncoding("utf8").on("data", (text: string) => {
      this.#stderr = (this.#stderr + text).slice(-stderrKeptMax);
    });
    this.#child.on("message", (message) => this.#take(message));
    this.#child.on("error", (error) => this.#die(error.message));
    this.#child.on("exit", (code, signal) => {
      const why =
        signal === "SIGKILL" ? `${signal}, as when memory runs out` : (signal ?? `exit code ${code}`);
      this.#die(this.#killedFor ?? why);
      removeStateFolders((pid) => pid === this.#child.pid);
      this.#exited.resolve();
    });
  }

  #checkHang(): void {
    const owes = this.#answers.size + this.#questions.size > 0;
    const hung = this.#watch.tick(this.#ready ? (owes ? "answering" : "idle") : "loading");
    if (hung !== undefined) this.#kill(`${hung} and was ended`);
  }

  #kill(why: string): void {
    this.#killedFor = why;
    this.#child.kill("SIGKILL");
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  /** Asks for an answer. `next` yields its reports in order; `cancel` ends it within one token. */
  answer(request: AnswerRequest): { next(): Promise<AnswerReport>; cancel(): void } {
    const id = this.#nextId++;
    const queue = new ReportQueue<AnswerReport>();
    this.#answers.set(id, queue);
    if (this.#dead) this.#end(id, this.#dead);
    else this.#send({ ...request, id });
    return { next: () => queue.next(), cancel: () => this.#send({ type: "cancel", id }) };
  }

  /** Tokens of a prompt. Rejects with `ModelError`. */
  async count(messages: GenerateOptions["messages"]): Promise<number> {
    const report = await this.#question((id) => ({ type: "count", id, messages }));
    return report.type === "counted" ? report.tokens : 0;
  }

  /** `text` in the model's tokens. Rejects with `ModelError`. */
  async tokenize(text: string): Promise<readonly ModelToken[]> {
    const report = await this.#question((id) => ({ type: "tokenize", id, text }));
    return report.type === "tokenized" ? report.tokens : [];
  }

  #question(command: (id: number) => EngineCommand): Promise<QuestionReport> {
    if (this.#dead) return Promise.reject(this.#dead);
    const id = this.#nextId++;
    const question = Promise.withResolvers<QuestionReport>();
    this.#questions.set(id, question);
    this.#send(command(id));
    return question.promise;
  }

  /** Ends the process; answers that are under way fail as lost. */
  async close(): Promise<void> {
    this.#closing = true;
    this.#child.kill("SIGKILL");
    if (this.#child.pid !== undefined) await this.#exited.promise;
  }

  #send(command: EngineCommand): void {
    // The channel may close between the process's death and the news of it, which `exit` brings.
    if (this.#child.connected) this.#child.send(command, () => {});
  }

  #take(message: unknown): void {
    const parsed = engineReport.safeParse(message);
    if (!parsed.success) {
      this.#kill(`it sent what is no message: ${parsed.error.issues[0]?.message}`);
      return;
    }
    const report = parsed.data;
    this.#watch.heard(report.type === "alive" ? report.decodeCalls : undefined);
    if (report.type === "alive") return;
    if (report.type === "ready") {
      this.#ready = true;
      this.gpu = report.gpu;
      this.#opened.resolve();
    } else if (report.type === "open-failed")
      this.#opened.reject(new ModelError(report.code, report.message));
    else if (report.type === "log") this.#hooks.onLog(report.level, report.message);
    else if (report.type === "counted" || report.type === "tokenized")
      this.#settle(report.id, (question) => question.resolve(report));
    else if (report.type === "failed" && this.#questions.has(report.id)) {
      this.#settle(report.id, (question) => question.reject(new ModelError(report.code, report.message)));
    } else this.#answered(report);
  }

  #answered(report: AnswerReport): void {
    if (report.type === "finished") {
      this.work = report.work;
      this.branchCache = report.branchCache;
    }
    this.#answers.get(report.id)?.push(report);
    if (report.type === "finished" || report.type === "failed") this.#answers.delete(report.id);
  }

  #settle(id: number, settle: (question: PromiseWithResolvers<QuestionReport>) => void): void {
    const question = this.#questions.get(id);
    this.#questions.delete(id);
    if (question) settle(question);
  }

  #die(how: string): void {
    if (this.#dead) return;
    const last = this.#stderr.trim().split("\n").at(-1);
    const error = new ModelError(
      "engine-lost",
      this.#closing
        ? `the engine of ${this.#spec.title} was stopped`
        : `the engine of ${this.#spec.title} ended unexpectedly (${how}${last ? `: ${last.slice(0, 200)}` : ""}); ` +
            "what was written stands, and asking again starts it anew",
    );
    this.#dead = error;
    clearInterval(this.#watchTimer);
    this.#opened.reject(error);
    for (const id of [...this.#answers.keys()]) this.#end(id, error);
    for (const id of [...this.#questions.keys()]) this.#settle(id, (question) => question.reject(error));
    if (!this.#closing) this.#hooks.onDeath(error);
  }

  #end(id: number, error: ModelError): void {
    this.#answered({ type: "failed", id, code: "engine-lost", message: error.message });
  }
}
