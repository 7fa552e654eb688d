import type { FinishReason } from "@grok/model";
import type { AnswerWriter } from "../answer-text/answer-writer.ts";
import type { CallFormat } from "../tools/call-format.ts";
import type { CallWriter } from "../tools/call-writer.ts";
import type { ModelVocabulary } from "./model-vocabulary.ts";
import type { RawChoice } from "./token-choices.ts";
import { tokenLogProbability } from "./token-probabilities.ts";

export interface AnswerDriverOptions {
  writer: AnswerWriter;
  vocabulary: ModelVocabulary;
  /** Tokens that the answer may have. */
  outputTokensMax: number;
  reasoningTokensMax: number;
  /** What closes the reasoning, in the template's text. */
  reasoningEnd: string;
  /** For answers that may call tools. `begun`: the prompt ends within the first call. */
  calls?: { writer: CallWriter; format: CallFormat; begun: boolean };
  /** Told of each token that was written. */
  onWritten(token: number): void;
}

/**
 * Leads one answer from token to token: text, reasoning up to its limit, calls of tools. Where the model has no choice,
 * what must stand there is put behind its token, or in the place of it.
 */
export class AnswerDriver {
  readonly #options: AnswerDriverOptions;
  #calling = false;
  #instead: number[] | undefined;

  constructor(options: AnswerDriverOptions) {
    this.#options = options;
  }

  /** To be called before the first token. */
  start(): void {
    const { calls } = this.#options;
    if (!calls?.begun) return;
    this.#calling = true;
    // What has to stand before the model goes on is in the prompt.
    calls.writer.begin(calls.format.open);
  }

  /** Takes the next token; why the answer ends with it, if it does. */
  push(token: number, choice: RawChoice | undefined): FinishReason | undefined {
    this.#instead = undefined;
    const end = this.#calling ? this.#call(token) : this.#text(token, choice);
    const written = this.#instead ?? [token];
    for (const one of written) this.#options.onWritten(one);
    if (end !== undefined) return end;
    return this.#options.writer.outputTokens >= this.#options.outputTokensMax ? "length" : undefined;
  }

  /** What is to be evaluated in the place of the token that was pushed last; undefined for itself. */
  get instead(): readonly number[] | undefined {
    return this.#instead;
  }

  /** How the answer ended, where the lane ended with `reason`. */
  ended(reason: FinishReason): FinishReason {
    this.#options.calls?.writer.finish();
    return this.#calling && reason === "stop" ? "tool-calls" : reason;
  }

  #text(token: number, choice: RawChoice | undefined): FinishReason | undefined {
    const { writer, vocabulary, calls } = this.#options;
    const end = writer.push(token, choice && tokenLogProbability(vocabulary, choice));
    if (end === "call" && calls) return this.#begin(token, calls.writer, calls.format);
    if (end !== undefined) return end === "call" ? undefined : end;
    if (writer.isReasoning && writer.reasoningTokens >= this.#options.reasoningTokensMax) {
      const closing = this.#tokensOf(this.#options.reasoningEnd);
      this.#instead = [token, ...closing];
      writer.endReasoning(closing.length);
    }
    return undefined;
  }

  #begin(token: number, calls: CallWriter, format: CallFormat): undefined {
    const { writer, vocabulary } = this.#options;
    this.#calling = true;
    writer.endText();
    const written = format.marker + writer.callRest;
    if (format.open.startsWith(written)) this.#behind(token, calls.begin(written));
    else {
      // The model went on otherwise than its template does: what it wrote behind the marker is taken back.
      const text = vocabulary.textOf([token], []);
      const kept = text.slice(0, text.length - writer.callRest.length);
      this.#replace(kept + calls.begin(format.marker));
    }
    return undefined;
  }

  #call(token: number): FinishReason | undefined {
    const { writer, calls } = this.#options;
    writer.count(1);
    const next = calls?.writer.push(token);
    if (next === "done") return "tool-calls";
    if (!next) return undefined;
    if ("behind" in next) this.#behind(token, next.behind);
    else this.#replace(next.instead);
    return undefined;
  }

  #behind(token: number, text: string): void {
    const tokens = this.#tokensOf(text);
    this.#instead = [token, ...tokens];
    this.#options.writer.count(tokens.length);
  }

  #replace(text: string): void {
    this.#instead = this.#tokensOf(text);
    this.#options.writer.count(this.#instead.length - 1);
  }

  #tokensOf(text: string): number[] {
    return text === "" ? [] : this.#options.vocabulary.tokenize(text, true, false);
  }
}
