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
import type { EngineSettings, EngineTools, GenerateOptions } from "../engine-messages.ts";
import { type CallFormat, callFormatOf, plainFormat, probe } from "../tools/call-format.ts";
import { disarmed } from "../tools/disarm.ts";
import { withPlainTools } from "../tools/plain-tools.ts";
import { JinjaPrompt, type PromptPiece, type TemplateRequest } from "./jinja-prompt.ts";
import { messageMark, splitAtMarks } from "./message-marks.ts";
import { type ModelVocabulary, modelVocabulary } from "./model-vocabulary.ts";
import { type PromptTokens, promptTokens } from "./prompt-tokens.ts";
import { type MarkerSpelling, markersOf, opensReasoning } from "./reasoning-markers.ts";

/** A prompt, ready to be evaluated. */
export interface ChatPrompt extends PromptTokens {
  /** The prompt ends within the reasoning. */
  reasoningBegun: boolean;
  /** The prompt ends within a tool's call, where the model has its first choice. */
  callBegun: boolean;
}

/** What a prompt is made of. */
export type PromptRequest = Pick<
  GenerateOptions,
  "messages" | "continueLast" | "reasoning" | "reasoningTokensMax" | "jsonSchema" | "tools"
>;

/** How one model is talked to: its template, its vocabulary, its markers. */
export class ChatFormat {
  readonly vocabulary: ModelVocabulary;
  /** Undefined for models that do not reason apart. */
  readonly reasoning: ReasoningMarkers | undefined;
  /** What ends a turn, in the engine's inner text, besides tokens that the file marks as ends. */
  readonly turnEnds: readonly string[];
  /** How tools are called. */
  readonly calls: CallFormat;
  /** What closes the reasoning, in the template's text. */
  readonly reasoningEnd: string;
  /** The template itself knows tools. */
  readonly #tellsTools: boolean;
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
    this.reasoningEnd = this.#spelling ? `\n${this.#spelling.close[0]}\n\n` : "";
    const calls = this.#callFormat();
    this.calls = calls ?? plainFormat;
    this.#tellsTools = calls !== undefined;
  }

  /** A call begins with a control token, which no grammar can ask for. */
  get callMarkerIsControl(): boolean {
    return this.callMarker !== this.calls.marker;
  }

  /** The marker of a call in the engine's inner text. */
  get callMarker(): string {
    return this.#inner(this.calls.marker);
  }

  /** Throws where the template cannot say these messages. */
  prompt(options: PromptRequest): ChatPrompt {
    const { reasoning: ability, digest } = this.#settings;
    const { tools } = options;
    const callBegun = tools?.choice === "required" || typeof tools?.choice === "object";
    const constrained = options.jsonSchema !== undefined || callBegun || options.reasoningTokensMax === 0;
    const reasons = options.reasoning === "on" && !constrained;
    const usesTools = tools !== undefined || options.messages.some(({ role }) => role === "tool");
    const said =
      usesTools && !this.#tellsTools ? withPlainTools(options.messages, tools?.list ?? []) : options.messages;
    const pieces = this.#render({
      roles: said.map((message) => message.role),
      ...(usesTools && this.#tellsTools && { more: said.map((message) => this.#more(message)) }),
      ...(tools && this.#tellsTools && { tools: this.#toolsOf(tools) }),
      continueLast: options.continueLast,
      reasoning: ability === "always" ? undefined : ability === "switch" && reasons,
    });
    const messages = said.map(({ role, text, generated }) =>
      generated?.modelDigest === digest ? { role, text, tokens: generated.tokens } : { role, text },
    );
    const tail = pieces.at(-1);
    const spelling = this.#spelling;
    let reasoningBegun =
      spelling !== undefined && tail?.type === "template" && opensReasoning(tail.text, spelling);
    if (reasoningBegun && constrained) {
      // A template that always opens the reasoning leaves it to us to close it again.
      pieces.push({ type: "template", text: this.reasoningEnd });
      reasoningBegun = false;
    }
    if (callBegun) pieces.push({ type: "template", text: this.#callBegin(tools) });
    return {
      ...promptTokens(pieces, messages, this.vocabulary, { thinks: ability !== "none" }),
      reasoningBegun,
      callBegun,
    };
  }

  /** The beginning of a call, up to where the model has a choice. */
  #callBegin({ choice, list }: EngineTools): string {
    const { open, afterName } = this.calls;
    const only = typeof choice === "object" ? choice.name : list.length === 1 ? list[0]?.name : undefined;
    return only === undefined ? open : open + only + afterName;
  }

  /** What a template is told of a message besides its text. */
  #more({ role, text, toolCalls, toolCallId }: PromptRequest["messages"][number]) {
    if (role === "tool") return { tool_call_id: toolCallId };
    if (!toolCalls?.length) return undefined;
    const calls = toolCalls.map(({ id, name, input }) => ({
      id,
      type: "function",
      function: {
        name: disarmed(name, this.vocabulary),
        arguments: disarmed(this.#arguments(input), this.vocabulary),
      },
    }));
    return { ...(text === "" && { content: "" }), tool_calls: calls };
  }

  /** As the template wants them; what is no JSON stays a text. */
  #arguments(input: string): unknown {
    let value: unknown;
    try {
      value = JSON.parse(input);
    } catch {
      return input;
    }
    if (!this.calls.parameters || typeof value !== "object" || value === null) return value;
    const texts = Object.entries(value).map(([name, one]) => [
      name,
      typeof one === "string" ? one : JSON.stringify(one),
    ]);
    return Object.fromEntries(texts);
  }

  #toolsOf({ list }: EngineTools): unknown[] {
    return list.map(({ name, description = "", parameters }) => ({
      type: "function",
      function: disarmed({ name, description, parameters: JSON.parse(parameters) }, this.vocabulary),
    }));
  }

  /** The template's own way of calling tools; undefined where it has none that can be seen and held to. */
  #callFormat(): CallFormat | undefined {
    const call = (name: string) => ({
      id: name,
      type: "function",
      function: { name, arguments: probe.arguments },
    });
    const tools = probe.names.map((name) => ({
      type: "function",
      function: {
        name,
        description: "",
        parameters: { type: "object", properties: {} },
      },
    }));
    const rendered = (answer: Record<string, unknown>, told: unknown[] | undefined) =>
      this.#render({
        roles: ["user", "assistant"],
        more: [{ content: "" }, answer],
        ...(told && { tools: told }),
        continueLast: false,
        reasoning: undefined,
        open: false,
      })
        .map((piece) => (piece.type === "message" ? "" : piece.text))
        .join("");
    try {
      if (!probe.names.every((name) => rendered({ content: probe.answer }, tools).includes(name)))
        return undefined;
      const called = rendered({ content: "", tool_calls: probe.names.map(call) }, undefined);
      return callFormatOf(called, rendered({ content: probe.answer }, undefined));
    } catch {
      return undefined;
    }
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
