import {
  type ChatHistoryItem,
  type ChatWrapper,
  type LlamaModel,
  resolveChatWrapper,
  SpecialToken,
  SpecialTokensText,
} from "node-llama-cpp";
import { controlText } from "../answer-text/control-text.ts";
import type { ReasoningMarkers } from "../answer-text/reasoning-splitter.ts";
import type { EngineSettings, GenerateOptions } from "../engine-messages.ts";
import { JinjaPrompt, type PromptPiece, type TemplateRequest } from "./jinja-prompt.ts";
import { messageMark, splitAtMarks } from "./message-marks.ts";
import { type ModelVocabulary, modelVocabulary } from "./model-vocabulary.ts";
import { type PromptTokens, promptTokens } from "./prompt-tokens.ts";
import { type MarkerSpelling, markersOf, opensReasoning } from "./reasoning-markers.ts";

/** A prompt, ready to be evaluated. */
export interface ChatPrompt extends PromptTokens {
  /** The prompt ends within the reasoning. */
  reasoningBegun: boolean;
}

/** What a prompt is made of. */
export type PromptRequest = Pick<GenerateOptions, "messages" | "continueLast" | "reasoning" | "jsonSchema">;

/** How one model is talked to: its template, its vocabulary, its markers. */
export class ChatFormat {
  readonly vocabulary: ModelVocabulary;
  /** Undefined for models that do not reason apart. */
  readonly reasoning: ReasoningMarkers | undefined;
  /** What ends a turn, in the engine's inner text, besides tokens that the file marks as ends. */
  readonly turnEnds: readonly string[];
  readonly #settings: EngineSettings;
  readonly #render: (request: TemplateRequest) => PromptPiece[];
  readonly #spelling: MarkerSpelling | undefined;

  constructor(model: LlamaModel, settings: EngineSettings) {
    this.#settings = settings;
    this.vocabulary = modelVocabulary(model);
    const source = model.fileInfo.metadata.tokenizer?.chat_template;
    this.#render = templateOf(model, source);
    if (settings.reasoning !== "none") this.#spelling = markersOf(source ?? "");
    this.reasoning = this.#spelling && {
      open: this.#spelling.open.map((text) => this.#inner(text)),
      close: this.#spelling.close.map((text) => this.#inner(text)),
    };
    this.turnEnds = this.#turnEnds();
  }

  /** Throws where the template cannot say these messages. */
  prompt(options: PromptRequest): ChatPrompt {
    const { reasoning: ability, digest } = this.#settings;
    const reasons = options.reasoning === "on" && options.jsonSchema === undefined;
    const pieces = this.#render({
      roles: options.messages.map((message) => message.role),
      continueLast: options.continueLast,
      reasoning: ability === "always" ? undefined : ability === "switch" && reasons,
    });
    const messages = options.messages.map(({ role, text, generated }) =>
      generated?.modelDigest === digest ? { role, text, tokens: generated.tokens } : { role, text },
    );
    const tail = pieces.at(-1);
    const spelling = this.#spelling;
    let reasoningBegun =
      spelling !== undefined && tail?.type === "template" && opensReasoning(tail.text, spelling);
    if (reasoningBegun && options.jsonSchema !== undefined) {
      // A template that always opens the reasoning leaves it to us to close it again.
      pieces.push({ type: "template", text: `\n${spelling?.close[0]}\n\n` });
      reasoningBegun = false;
    }
    return {
      ...promptTokens(pieces, messages, this.vocabulary, { thinks: ability !== "none" }),
      reasoningBegun,
    };
  }

  /** Texts that end an answer, in the engine's inner text: spelled out, and as the control token of that spelling. */
  stops(texts: readonly string[]): string[] {
    return [...new Set([...this.turnEnds, ...texts.flatMap((text) => [text, this.#inner(text)])])];
  }

  /** `spelling` with what is a control token written as one. */
  #inner(spelling: string): string {
    return this.vocabulary
      .tokenize(spelling, true, false)
      .map((token) => {
        const name = this.vocabulary.controlName(token);
        return name === undefined ? this.vocabulary.textOf([token], []) : controlText(name);
      })
      .join("");
  }

  /** What the template puts behind an answer: its first control token, or else its first words. */
  #turnEnds(): string[] {
    const pieces = this.#render({
      roles: ["user", "assistant", "user"],
      continueLast: false,
      reasoning: undefined,
    });
    const at = pieces.findIndex((piece) => piece.type === "message" && piece.index === 1);
    const next = pieces[at + 1];
    if (next?.type !== "template" || next.text.trim() === "") return [];
    const first = this.vocabulary
      .tokenize(next.text, true, false)
      .find(
        (token) =>
          this.vocabulary.controlName(token) !== undefined ||
          this.vocabulary.textOf([token], []).trim() !== "",
      );
    const name = first === undefined ? undefined : this.vocabulary.controlName(first);
    return [name === undefined ? next.text.trimEnd() : controlText(name)];
  }
}

/** The model's own template if it can be used, else the library's for models of its kind. */
function templateOf(
  model: LlamaModel,
  source: string | undefined,
): (request: TemplateRequest) => PromptPiece[] {
  const names = { bos: model.tokens.bosString ?? "", eos: model.tokens.eosString ?? "" };
  if (source?.trim()) {
    try {
      const template = new JinjaPrompt(source, names);
      template.render({ roles: ["user", "assistant", "user"], continueLast: false, reasoning: undefined });
      return (request) => template.render(request);
    } catch {
      // Its author used what the renderer does not know: the library recognises the common templates by their words.
    }
  }
  const wrapper = resolveChatWrapper(model, { noJinja: true, warningLogs: false });
  return (request) => wrapperPieces(wrapper, request, names);
}

/** A prompt by one of the library's chat wrappers, which end within an open answer by themselves. */
function wrapperPieces(
  wrapper: ChatWrapper,
  request: TemplateRequest,
  names: { bos: string; eos: string },
): PromptPiece[] {
  const chatHistory = request.roles.map((role, index): ChatHistoryItem => {
    const text = messageMark(index);
    if (role === "assistant") return { type: "model", response: [text] };
    // The wrappers know results of tools by their own means alone; here one is something the model is told.
    return { type: role === "tool" ? "user" : role, text };
  });
  if (!request.continueLast) chatHistory.push({ type: "model", response: [""] });
  return wrapper.generateContextState({ chatHistory }).contextText.values.flatMap((value): PromptPiece[] => {
    if (value instanceof SpecialTokensText) return [{ type: "template", text: value.value }];
    if (value instanceof SpecialToken) {
      const text = value.value === "BOS" ? names.bos : value.value === "EOS" ? names.eos : "";
      return text === "" ? [] : [{ type: "template", text }];
    }
    return splitAtMarks(value).map((part): PromptPiece => {
      return typeof part === "number" ? { type: "message", index: part } : { type: "text", text: part };
    });
  });
}
