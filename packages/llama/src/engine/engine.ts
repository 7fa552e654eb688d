import { randomInt, randomUUID } from "node:crypto";
import type { FinishReason, ModelToken } from "@grok/model";
import type { AnswerWriter } from "../answer-text/answer-writer.ts";
import { BranchCache, type BranchLease } from "../branch-cache/branch-cache.ts";
import { CostModel } from "../branch-cache/cost-model.ts";
import {
  type CompleteOptions,
  type EngineReport,
  type EngineSettings,
  type EngineWork,
  type GenerateOptions,
  noWork,
} from "../engine-messages.ts";
import { textParameters } from "../grammar/parameters-grammar.ts";
import type { CallFormat } from "../tools/call-format.ts";
import { CallWriter } from "../tools/call-writer.ts";
import type { InputReader } from "../tools/input-reader.ts";
import { JsonEnd } from "../tools/json-end.ts";
import { ParametersReader } from "../tools/parameters-reader.ts";
import { AnswerDriver } from "./answer-driver.ts";
import { AnswerLane } from "./answer-lane.ts";
import { type AnswerPlan, chatPlan, chatPrompt, rawPlan } from "./answer-plan.ts";
import { ChatFormat } from "./chat-format.ts";
import { EngineError } from "./engine-error.ts";
import { JsonSampling } from "./json-sampling.ts";
import { openModel } from "./open-model.ts";
import { evaluateOptions } from "./sampling-options.ts";
import type { SequenceSlot } from "./sequence-slot.ts";
import { StepScheduler } from "./step-scheduler.ts";
import { modelToken, promptLogProbabilities } from "./token-probabilities.ts";

/**
 * Tokens of one step. Measured on a processor, prompts are read as fast in pieces of 128 as of 512 (64: 5 % slower,
 * 32: 25 %), and a step is how long a newcomer, an abort or the next token of the others waits.
 */
const stepTokens = {
  cpu: { batchTokens: 128, promptTokensBesideWriting: 64 },
  gpu: { batchTokens: 512, promptTokensBesideWriting: 128 },
};

/** Answers from one loaded model. Reports by `report`, which must not throw. */
export class Engine {
  readonly gpu: string;
  readonly architecture: string;
  readonly #settings: EngineSettings;
  readonly #format: ChatFormat;
  readonly #json: JsonSampling;
  readonly #branches: BranchCache<SequenceSlot>;
  readonly #scheduler: StepScheduler;
  readonly #work: EngineWork;
  readonly #report: (report: EngineReport) => void;

  static async open(
    settings: EngineSettings,
    report: (report: EngineReport) => void,
    onLog: (message: string) => void,
  ) {
    const work: EngineWork = { ...noWork };
    const opened = await openModel(settings, {
      onLog(level, message) {
        onLog(message);
        report({ type: "log", level, message: message.slice(0, 2_000) });
      },
      onDecode: () => {
        work.decodeCalls++;
      },
    });
    return new Engine(settings, opened, work, report);
  }

  private constructor(
    settings: EngineSettings,
    opened: Awaited<ReturnType<typeof openModel>>,
    work: EngineWork,
    report: (report: EngineReport) => void,
  ) {
    this.gpu = opened.gpu;
    this.architecture = opened.model.architecture;
    this.#settings = settings;
    this.#format = new ChatFormat(opened.model, settings);
    this.#json = new JsonSampling(opened.model, this.#format.vocabulary);
    this.#scheduler = new StepScheduler({
      ...stepTokens[opened.gpu === "cpu" ? "cpu" : "gpu"],
      settle: () => new Promise((resolve) => setImmediate(resolve)),
    });
    this.#branches = new BranchCache(opened.slots, {
      bytesMax: settings.branchCacheBytes,
      bytesPerToken: settings.kvBytesPerToken,
      stateBytes: settings.stateBytes,
      cost: new CostModel(),
      between: (action) => this.#scheduler.between(action),
      now: () => performance.now(),
      onError: (message) => report({ type: "log", level: "warn", message }),
    });
    this.#work = work;
    this.#report = report;
  }

  /** Native decodes begun. They stand still where one hangs. */
  get decodeCalls(): number {
    return this.#work.decodeCalls;
  }

  /** Tokens that a request with these messages has as its prompt. Throws `EngineError`. */
  count(messages: GenerateOptions["messages"]): number {
    return chatPrompt(this.#format, { messages, continueLast: false, reasoning: "off" }).tokens.length;
  }

  tokenize(text: string): ModelToken[] {
    const { vocabulary } = this.#format;
    return vocabulary.tokenize(text, false, false).map((token) => modelToken(vocabulary, token));
  }

  /** Answers a conversation, as `#run` does. */
  async generate(id: number, options: GenerateOptions, signal: AbortSignal): Promise<void> {
    await this.#run(id, chatPlan(this.#format, this.#settings, options), signal);
  }

  /** Writes a text on, as `#run` does. */
  async complete(id: number, options: CompleteOptions, signal: AbortSignal): Promise<void> {
    await this.#run(id, rawPlan(this.#format.vocabulary, options), signal);
  }

  /** Reports `started`, parts, and `finished`; or rejects with what is to be reported as failed. */
  async #run(id: number, plan: AnswerPlan, signal: AbortSignal): Promise<void> {
    const { tokens } = plan.prompt;
    const { contextTokens } = this.#settings;
    if (tokens.length >= contextTokens) {
      throw new EngineError(
        "context-full",
        `the prompt is ${tokens.length} tokens long and the context holds ${contextTokens}; ` +
          "shorten the conversation, begin a new one, or choose a model with a longer context",
      );
    }
    const writer = plan.writer((part) => this.#report({ type: "part", id, part }));
    const { prompt, tenant } = plan;
    const lease = await this.#branches.acquire({ ...prompt, reusable: reusable(plan), tenant, signal });
    if (!lease) return this.#finish(id, writer, "cancelled");
    let broken = true;
    try {
      await this.#answer(id, plan, writer, lease, signal);
      broken = false;
    } finally {
      await lease.release(broken);
    }
  }

  async #answer(
    id: number,
    plan: AnswerPlan,
    writer: AnswerWriter,
    lease: BranchLease<SequenceSlot>,
    signal: AbortSignal,
  ): Promise<void> {
    const { prompt, echo, choices, jsonSchema, tools } = plan;
    const { vocabulary, calls: format, reasoningEnd } = this.#format;
    const { cachedTokens } = lease;
    this.#work.cachedTokens += cachedTokens;
    const { warnings } = plan;
    this.#report({ type: "started", id, promptTokens: prompt.tokens.length, cachedTokens, warnings });
    const written: number[] = [];
    const hold = tools && (await this.#json.calls(tools.list, format, () => written, jsonSchema));
    const calls =
      tools &&
      hold &&
      new CallWriter({
        vocabulary,
        format,
        names: typeof tools.choice === "object" ? [tools.choice.name] : tools.list.map(({ name }) => name),
        parallel: tools.parallel,
        reader: (name) =>
          inputReader(format, tools.list.find((tool) => tool.name === name)?.parameters ?? "{}"),
        newId: () => `call_${randomUUID().replaceAll("-", "")}`,
        hold: (what) => hold.hold(what === "free" ? undefined : what === "name" ? "" : what.input),
        emit: (part) => this.#report({ type: "part", id, part }),
      });
    const driver = new AnswerDriver({
      writer,
      vocabulary,
      outputTokensMax: plan.outputTokensMax,
      reasoningTokensMax: plan.reasoningTokensMax,
      reasoningEnd,
      ...(calls && { calls: { writer: calls, format, begun: plan.callBegun } }),
      onWritten: (token) => {
        written.push(token);
        this.#work.outputTokens++;
      },
    });
    driver.start();
    const seed = plan.sampling.seed ?? randomInt(2 ** 32);
    const sampling = evaluateOptions({ ...plan.sampling, seed }, () => written);
    const held =
      hold || jsonSchema === undefined ? hold?.options : await this.#json.options(jsonSchema, () => written);
    const lane = new AnswerLane(lease.slot, {
      prompt,
      reading: lease,
      sampling: { ...sampling, ...held },
      contextTokens: this.#settings.contextTokens,
      writes: plan.outputTokensMax > 0,
      ...(choices && { choices }),
      onEvaluated: (tokens) => {
        this.#work.evaluatedTokens += tokens;
      },
      onPromptRead: (read) => {
        if (echo === undefined) return;
        const told = choices && {
          logProbabilities: promptLogProbabilities(vocabulary, prompt.tokens, read),
        };
        this.#report({ type: "part", id, part: { type: "prompt", text: echo, ...told } });
      },
      onToken: (token, choice) => driver.push(token, choice),
      instead: () => driver.instead,
      signal,
    });
    this.#scheduler.add(lane);
    this.#finish(id, writer, driver.ended(await lane.ended));
  }

  #finish(id: number, writer: AnswerWriter, reason: FinishReason): void {
    const { user, system } = process.cpuUsage();
    this.#work.cpuMs = Math.round((user + system) / 1000);
    this.#report({
      type: "finished",
      id,
      ...writer.finish(reason),
      work: { ...this.#work },
      branchCache: this.#branches.stats,
    });
  }
}

/** `parameters`: the tool's schema as JSON. */
function inputReader(format: CallFormat, parameters: string): InputReader {
  if (!format.parameters) return new JsonEnd();
  return new ParametersReader(format.parameters, format.close, textParameters(JSON.parse(parameters)));
}

/**
 * How much of the prompt need not be evaluated if its state is there. Its last token is in any case, and every token
 * whose probability is asked for.
 */
function reusable({ prompt, choices }: AnswerPlan): number {
  return choices?.prompt ? 0 : prompt.tokens.length - 1;
}
