import { randomUUID } from "node:crypto";
import { create } from "@bufbuild/protobuf";
import { timestampFromMs } from "@bufbuild/protobuf/wkt";
import type { AnswerPart } from "@grok/dialects";
import { xai } from "@grok/protocol";
import type { ApiModel } from "../../models/api-models.ts";
import { fingerprintOf } from "../../rest/begin-answers.ts";
import { usageOf } from "../usage.ts";
import { AnswerWriter, type Shown } from "./answer-writer.ts";

export interface ChatAnswerOptions {
  readonly model: ApiModel;
  readonly nowMs: number;
  /** How many answers to the one request. */
  readonly count: number;
  readonly shown: Shown;
  readonly tellsCitations: boolean;
}

/** What answers a request of Chat: piece by piece, and what the pieces amount to. */
export class ChatAnswer {
  readonly #writers: readonly AnswerWriter[];
  readonly #outputs: xai.CompletionOutput[] = [];
  readonly #tellsCitations: boolean;
  readonly #head;
  #left: number;

  constructor({ model, nowMs, count, shown, tellsCitations }: ChatAnswerOptions) {
    let next = count;
    this.#writers = Array.from({ length: count }, (_, at) => new AnswerWriter(at, shown, () => next++));
    this.#left = count;
    this.#tellsCitations = tellsCitations;
    this.#head = {
      id: randomUUID(),
      created: timestampFromMs(nowMs),
      model: model.publicId,
      systemFingerprint: fingerprintOf(model),
      serviceTier: xai.ServiceTier.DEFAULT,
    };
  }

  /** Whether all answers have ended. */
  get isWhole(): boolean {
    return this.#left === 0;
  }

  /** The piece that `part` of the answer at `index` makes; null where it makes none. Clients keep the last one's usage. */
  take(index: number, part: AnswerPart): xai.GetChatCompletionChunk | null {
    const outputs = this.#writers[index]!.take(part);
    for (const output of outputs) this.#gather(output);
    if (part.type === "finish") {
      this.#left--;
      const { message } = this.#outputs[index]!;
      // What came after is a loop; whoever reads pieces has seen it already.
      if (part.rewindTo !== undefined) message!.content = message!.content.slice(0, part.rewindTo);
    }
    if (outputs.length === 0) return null;
    return create(xai.GetChatCompletionChunkSchema, {
      ...this.#head,
      outputs,
      ...(part.type === "finish" && { usage: this.#usage() }),
      ...(this.isWhole && { citations: this.#citations() }),
    });
  }

  whole(settings: xai.RequestSettings): xai.GetChatCompletionResponse {
    return create(xai.GetChatCompletionResponseSchema, {
      ...this.#head,
      outputs: this.#outputs,
      usage: this.#usage(),
      citations: this.#citations(),
      settings,
    });
  }

  #gather({ index, delta, logprobs, finishReason }: xai.CompletionOutputChunk): void {
    this.#outputs[index] ??= create(xai.CompletionOutputSchema, { index, message: {} });
    const output = this.#outputs[index];
    const message = output.message!;
    message.role = delta!.role;
    message.content += delta!.content;
    message.reasoningContent += delta!.reasoningContent;
    message.toolCalls.push(...delta!.toolCalls);
    message.citations.push(...delta!.citations);
    if (finishReason !== xai.FinishReason.REASON_INVALID) output.finishReason = finishReason;
    if (logprobs === undefined) return;
    output.logprobs ??= create(xai.LogProbsSchema);
    output.logprobs.content.push(...logprobs.content);
  }

  #citations(): string[] {
    if (!this.#tellsCitations) return [];
    return [...new Set(this.#writers.flatMap(({ sources }) => sources.map(({ url }) => url)))];
  }

  #usage() {
    const searches = this.#writers.reduce((sum, writer) => sum + writer.searches, 0);
    return {
      ...usageOf(
        this.#writers.map(({ usage }) => usage),
        this.#writers.length,
      ),
      numSourcesUsed: this.#writers.reduce((sum, { sources }) => sum + sources.length, 0),
      serverSideToolsUsed: Array<xai.ServerSideTool>(searches).fill(xai.ServerSideTool.X_SEARCH),
    };
  }
}
