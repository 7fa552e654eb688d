import {
  type FinishReason,
  LoopDetector,
  type ModelPart,
  PendingChoices,
  type TokenLogProbability,
} from "@grok/model";
import { withoutControlText } from "./control-text.ts";
import { NeedleStream } from "./needle-stream.ts";
import { type ReasoningMarkers, type ReasoningPiece, ReasoningSplitter } from "./reasoning-splitter.ts";
import { TokenText, type TokenVocabulary } from "./token-text.ts";

export type BlockPart = Extract<ModelPart, { type: `${"text" | "reasoning"}-${string}` }>;

export interface AnswerWriterOptions {
  vocabulary: TokenVocabulary;
  /** Texts that end the answer, as people write them and, where they are control tokens, as `controlText`. */
  stop: readonly string[];
  reasoning?: ReasoningMarkers;
  /** The prompt has already opened the reasoning. */
  reasoningBegun: boolean;
  /** What begins the call of a tool. */
  callMarker?: string;
  /** Only an answer that begins with a call may have any; the marker is a text like any other later. Default false. */
  callsAtStart?: boolean;
  /** "let" for texts that repeat by nature, as code does. Default "cut". */
  loops?: "cut" | "let";
  /** The text that the answer goes on from. */
  before?: string;
}

/** What an answer amounted to when it ended. */
export interface WrittenAnswer {
  reason: FinishReason;
  outputTokens: number;
  reasoningTokens: number;
  /** Ids of the answer's text, reasoning left out. */
  tokens: number[];
  rewindTo?: number;
}

/**
 * Makes the parts of one answer out of its tokens: text and reasoning parted, stop texts watched for, loops noticed,
 * no character split. `emit` gets the parts in order and must not throw.
 */
export class AnswerWriter {
  readonly #emit: (part: BlockPart) => void;
  readonly #tokenText: TokenText;
  readonly #splitter: ReasoningSplitter;
  readonly #stop: NeedleStream;
  readonly #calls: NeedleStream;
  readonly #loops: { text: LoopDetector; reasoning: LoopDetector } | undefined;
  readonly #choices = new PendingChoices();
  #open: { id: string; kind: ReasoningPiece["kind"] } | undefined;
  #blocks = 0;
  #tokens: number[] = [];
  #textTokensFrom = 0;
  #outputTokens = 0;
  #reasoningTokens = 0;
  #textLength = 0;
  #rewindTo: number | undefined;
  #stopped = false;
  /** Where the tokens of the text end, as far as nothing is held back. */
  #settledTokens = 0;
  #callRest: string | undefined;
  readonly #callsAtStart: boolean;

  constructor(options: AnswerWriterOptions, emit: (part: BlockPart) => void) {
    this.#emit = emit;
    this.#tokenText = new TokenText(options.vocabulary);
    this.#splitter = new ReasoningSplitter(options.reasoning, options.reasoningBegun);
    this.#stop = new NeedleStream(options.stop);
    this.#callsAtStart = options.callsAtStart ?? false;
    this.#calls = new NeedleStream(options.callMarker === undefined ? [] : [options.callMarker]);
    if (options.loops !== "let")
      this.#loops = { text: new LoopDetector(options.before), reasoning: new LoopDetector() };
  }

  get outputTokens(): number {
    return this.#outputTokens;
  }

  get reasoningTokens(): number {
    return this.#reasoningTokens;
  }

  /** Whether what comes next is reasoning. */
  get isReasoning(): boolean {
    return this.#splitter.kind === "reasoning";
  }

  /** After "call": what stands behind the marker already. */
  get callRest(): string {
    return this.#callRest ?? "";
  }

  /** The reasoning is ended by `tokens` that the model did not choose. */
  endReasoning(tokens: number): void {
    for (const piece of this.#splitter.end()) this.#take(piece);
    this.#close();
    this.#outputTokens += tokens;
    this.#reasoningTokens += tokens;
    this.#textTokensFrom = this.#tokens.length;
  }

  /** Counts tokens that are neither of the text nor of the reasoning. */
  count(tokens: number): void {
    this.#outputTokens += tokens;
  }

  /**
   * Takes the next token; "stop" or "loop" when the answer must end with it, "call" when it has begun to call a tool:
   * no more tokens are taken then. `choice` goes out with the text that the token completes.
   */
  push(token: number, choice?: TokenLogProbability): "stop" | "loop" | "call" | undefined {
    this.#tokens.push(token);
    this.#outputTokens++;
    const kindBefore = this.#splitter.kind;
    const pieces = this.#splitter.push(this.#tokenText.push(token));
    if (choice) this.#choices.push(choice);
    this.#choices.settle(textLength(pieces), this.#tokenText.holding || this.#splitter.holding);
    if (kindBefore === "reasoning" || this.#splitter.kind === "reasoning") this.#reasoningTokens++;
    if (
      this.#textLength === 0 &&
      pieces.length === 0 &&
      !this.#tokenText.holding &&
      !this.#splitter.holding
    ) {
      // Markers and the white space after them are not of the text.
      this.#textTokensFrom = this.#tokens.length;
    }
    for (const piece of pieces) {
      const end = this.#take(piece);
      if (end) return end;
      if (piece.kind === "reasoning") this.#textTokensFrom = this.#tokens.length;
    }
    if (!this.#tokenText.holding && !this.#splitter.holding && !this.#calls.holding)
      this.#settledTokens = this.#tokens.length;
    return undefined;
  }

  /** No more text comes, though more tokens may be counted. */
  endText(): void {
    if (!this.#stopped) this.#write("text", this.#stop.flush());
    this.#close();
  }

  /** Gives free what was held back, closes the open block and adds up. Call once. */
  finish(reason: FinishReason): WrittenAnswer {
    // The bytes of an unfinished character are dropped.
    const rest = this.#splitter.flush();
    this.#choices.settle(textLength(rest), false);
    for (const piece of rest) this.#take(piece);
    if (!this.#stopped && this.#callRest === undefined) this.#say(this.#calls.flush());
    this.endText();
    return {
      reason,
      outputTokens: this.#outputTokens,
      reasoningTokens: this.#reasoningTokens,
      tokens: this.#tokens.slice(
        this.#textTokensFrom,
        this.#callRest === undefined ? undefined : this.#settledTokens,
      ),
      ...(this.#rewindTo === undefined ? {} : { rewindTo: this.#rewindTo }),
    };
  }

  #take(piece: ReasoningPiece): "stop" | "loop" | "call" | undefined {
    if (this.#stopped || this.#callRest !== undefined) return undefined;
    if (piece.kind === "reasoning") return this.#write("reasoning", piece.text);
    if (this.#callsAtStart && this.#textLength > 0) return this.#say(this.#calls.flush() + piece.text);
    const call = this.#calls.push(piece.text);
    if (this.#callsAtStart && call.needle !== undefined && call.text !== "") return this.#say(piece.text);
    const end = this.#say(call.text);
    if (end !== undefined || call.needle === undefined) return end;
    this.#callRest = call.rest ?? "";
    return "call";
  }

  #say(text: string): "stop" | "loop" | undefined {
    const hit = this.#stop.push(text);
    const looped = this.#write("text", hit.text);
    if (hit.needle === undefined) return looped;
    this.#stopped = true;
    return "stop";
  }

  #write(kind: ReasoningPiece["kind"], inner: string): "loop" | undefined {
    if (kind === "text") this.#choices.advance(inner.length);
    const text = withoutControlText(inner);
    if (text === "") return undefined;
    if (this.#open?.kind !== kind) {
      this.#close();
      this.#open = { id: `${++this.#blocks}`, kind };
      this.#emit({ type: `${kind}-start`, id: this.#open.id });
    }
    const logProbabilities = kind === "text" ? this.#choices.take() : [];
    this.#emit({
      type: `${kind}-delta`,
      id: this.#open.id,
      text,
      ...(logProbabilities.length > 0 && { logProbabilities }),
    });
    const cut = this.#loops?.[kind].push(text);
    if (kind === "text") this.#textLength += text.length;
    if (cut === undefined) return undefined;
    this.#rewindTo ??= kind === "text" ? cut : this.#textLength;
    return "loop";
  }

  #close(): void {
    if (this.#open) this.#emit({ type: `${this.#open.kind}-end`, id: this.#open.id });
    this.#open = undefined;
  }
}

function textLength(pieces: readonly ReasoningPiece[]): number {
  return pieces.reduce((sum, { kind, text }) => sum + (kind === "text" ? text.length : 0), 0);
}
