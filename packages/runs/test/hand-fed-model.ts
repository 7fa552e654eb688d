import type { FinishReason, GenerateRequest, ModelDescription, ModelPart, ModelProvider } from "@grok/model";

/** One request to the model, answered by the test. */
export class Answer {
  readonly request: GenerateRequest;
  readonly #queue: ModelPart[] = [];
  #wake: (() => void) | null = null;
  #over = false;
  #broken: unknown = null;

  constructor(request: GenerateRequest, honoursAbort: boolean) {
    this.request = request;
    const cancel = () => honoursAbort && !this.#over && this.finish("cancelled");
    if (request.signal?.aborted) cancel();
    else request.signal?.addEventListener("abort", cancel, { once: true });
  }

  get aborted(): boolean {
    return this.request.signal?.aborted ?? false;
  }

  start(): this {
    return this.#give(
      {
        type: "start",
        modelId: this.request.modelId,
        modelDigest: "d1",
        contextTokens: 2_048,
        promptTokens: 12,
        cachedTokens: 4,
        warnings: [],
      },
      { type: "text-start", id: "t" },
    );
  }

  say(...texts: readonly string[]): this {
    return this.#give(...texts.map((text): ModelPart => ({ type: "text-delta", id: "t", text })));
  }

  finish(reason: FinishReason = "stop", rest: { tokens?: readonly number[]; rewindTo?: number } = {}): void {
    const usage = { promptTokens: 12, cachedTokens: 4, outputTokens: 3, reasoningTokens: 0 };
    this.give({ type: "text-end", id: "t" }, { type: "finish", reason, usage, ...rest });
    this.hangUp();
  }

  give(...parts: readonly ModelPart[]): void {
    this.#give(...parts);
  }

  /** Ends the stream as it is. */
  hangUp(): void {
    this.#over = true;
    this.#wake?.();
  }

  /** Breaks the contract: the stream throws. */
  crash(error: unknown): void {
    this.#broken = error;
    this.hangUp();
  }

  async *parts(): AsyncGenerator<ModelPart> {
    for (;;) {
      const part = this.#queue.shift();
      if (part) yield part;
      else if (this.#broken) throw this.#broken;
      else if (this.#over) return;
      else {
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
      }
    }
  }

  #give(...parts: readonly ModelPart[]): this {
    if (!this.#over) this.#queue.push(...parts);
    this.#wake?.();
    return this;
  }
}

export const ableModel: ModelDescription = {
  id: "able",
  title: "Able 8B",
  digest: "d1",
  contextTokens: 2_048,
  abilities: ["persona", "rephrase"],
  languages: [],
  sampling: { temperature: 0.7 },
};

/** A model whose every word the test gives. */
export class HandFedModel implements ModelProvider {
  readonly name = "hand";
  readonly answers: Answer[] = [];
  honoursAbort = true;
  promptTokens = 10;

  get last(): Answer {
    return this.answers.at(-1)!;
  }

  list = async () => [ableModel];

  generate(request: GenerateRequest): AsyncIterable<ModelPart> {
    const answer = new Answer(request, this.honoursAbort);
    this.answers.push(answer);
    return answer.parts();
  }

  countTokens = async () => ({ tokens: this.promptTokens, exact: true });

  dispose = async () => {};
}
