import { randomInt } from "node:crypto";
import type { FinishReason } from "@grok/model";
import { AnswerWriter, type BlockPart } from "../answer-text/answer-writer.ts";
import {
  type EngineReport,
  type EngineSettings,
  type EngineWork,
  type GenerateOptions,
  noWork,
} from "../engine-messages.ts";
import { AnswerLane } from "./answer-lane.ts";
import { ChatFormat, type ChatPrompt, type PromptRequest } from "./chat-format.ts";
import { EngineError } from "./engine-error.ts";
import { JsonSampling } from "./json-sampling.ts";
import { openModel } from "./open-model.ts";
import { evaluateOptions } from "./sampling-options.ts";
import { SequencePool } from "./sequence-pool.ts";
import type { SequenceSlot } from "./sequence-slot.ts";
import { StepScheduler } from "./step-scheduler.ts";

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
  readonly #pool: SequencePool<SequenceSlot>;
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
    this.#pool = new SequencePool(opened.slots);
    this.#scheduler = new StepScheduler({
      ...stepTokens[opened.gpu === "cpu" ? "cpu" : "gpu"],
      settle: () => new Promise((resolve) => setImmediate(resolve)),
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
    return this.#prompt({ messages, continueLast: false, reasoning: "off" }).tokens.length;
  }

  /** Reports `started`, parts, and `finished`; or rejects with what is to be reported as failed. */
  async generate(id: number, options: GenerateOptions, signal: AbortSignal): Promise<void> {
    const prompt = this.#prompt(options);
    const { contextTokens } = this.#settings;
    if (prompt.tokens.length >= contextTokens) {
      throw new EngineError(
        "context-full",
        `the prompt is ${prompt.tokens.length} tokens long and the context holds ${contextTokens}; ` +
          "shorten the conversation, begin a new one, or choose a model with a longer context",
      );
    }
    const slot = await this.#pool.acquire(prompt.tokens.slice(0, -1), options.affinity, signal);
    if (!slot) return this.#finish(id, this.#writer(id, options, prompt), "cancelled");
    try {
      await this.#answer(id, options, prompt, slot, signal);
    } catch (error) {
      await slot.clear();
      throw error;
    } finally {
      this.#pool.release(slot);
    }
  }

  async #answer(
    id: number,
    options: GenerateOptions,
    prompt: ChatPrompt,
    slot: SequenceSlot,
    signal: AbortSignal,
  ): Promise<void> {
    const cachedTokens = await slot.prepare(prompt.tokens);
    this.#work.cachedTokens += cachedTokens;
    this.#report({
      type: "started",
      id,
      promptTokens: prompt.tokens.length,
      cachedTokens,
      warnings: this.#warnings(options),
    });
    const written: number[] = [];
    const writer = this.#writer(id, options, prompt);
    const seed = options.sampling.seed ?? randomInt(2 ** 32);
    const sampling = evaluateOptions({ ...options.sampling, seed }, () => written);
    const held =
      options.jsonSchema === undefined
        ? undefined
        : await this.#json.options(options.jsonSchema, () => written);
    const lane = new AnswerLane(slot, {
      prompt,
      sampling: { ...sampling, ...held },
      contextTokens: this.#settings.contextTokens,
      onEvaluated: (tokens) => {
        this.#work.evaluatedTokens += tokens;
      },
      onToken: (token): FinishReason | undefined => {
        written.push(token);
        this.#work.outputTokens++;
        const end = writer.push(token);
        if (end) return end;
        return written.length >= (options.outputTokensMax ?? Number.POSITIVE_INFINITY) ? "length" : undefined;
      },
      signal,
    });
    this.#scheduler.add(lane);
    this.#finish(id, writer, await lane.ended);
  }

  #prompt(options: PromptRequest): ChatPrompt {
    try {
      return this.#format.prompt(options);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      throw new EngineError("bad-request", `the model's chat template refuses this conversation: ${why}`);
    }
  }

  #writer(id: number, options: GenerateOptions, prompt: ChatPrompt): AnswerWriter {
    const { vocabulary, reasoning } = this.#format;
    const emit = (part: BlockPart) => this.#report({ type: "part", id, part });
    // The grammar ends the text where it is whole; nothing in it is a marker, and what repeats in it may do so.
    if (options.jsonSchema !== undefined) {
      return new AnswerWriter({ vocabulary, stop: options.stop, reasoningBegun: false, loops: "let" }, emit);
    }
    const stop = this.#format.stops([...this.#settings.stop, ...options.stop]);
    const { reasoningBegun } = prompt;
    const before = options.continueLast ? { before: options.messages.at(-1)?.text ?? "" } : {};
    return new AnswerWriter(
      { vocabulary, stop, ...(reasoning && { reasoning }), reasoningBegun, ...before },
      emit,
    );
  }

  #finish(id: number, writer: AnswerWriter, reason: FinishReason): void {
    const { user, system } = process.cpuUsage();
    this.#work.cpuMs = Math.round((user + system) / 1000);
    this.#report({ type: "finished", id, ...writer.finish(reason), work: { ...this.#work } });
  }

  #warnings(options: GenerateOptions): string[] {
    const ability = this.#settings.reasoning;
    if (options.jsonSchema !== undefined) {
      return options.reasoning === "on" ? ["an answer in a JSON schema comes without reasoning"] : [];
    }
    if (options.reasoning === "on" && ability === "none")
      return ["this model does not reason apart from its answer"];
    if (options.reasoning === "off" && ability === "always")
      return ["this model always reasons before it answers"];
    return [];
  }
}
