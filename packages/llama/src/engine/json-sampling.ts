import {
  type LlamaGrammar,
  LlamaGrammarEvaluationState,
  type LlamaModel,
  type SequenceEvaluateOptions,
  type Token,
  TokenBias,
} from "node-llama-cpp";
import type { TokenVocabulary } from "../answer-text/token-text.ts";
import type { EngineTools } from "../engine-messages.ts";
import { literal } from "../grammar/grammar-rules.ts";
import { jsonGrammar } from "../grammar/json-grammar.ts";
import { inputGrammar } from "../grammar/parameters-grammar.ts";
import type { CallFormat } from "../tools/call-format.ts";
import { nameEnd } from "../tools/call-writer.ts";
import { GrammarHold } from "./grammar-hold.ts";
import { partialByte } from "./token-bytes.ts";

/** Parsed grammars kept, the longest unused given up first. A program asks in few schemas, over and over. */
const grammarsMax = 128;

interface GrammarBiases {
  usual: TokenBias;
  /** Behind a token that ends with this byte. */
  after: ReadonlyMap<number, TokenBias>;
  lastByte(token: number): number | undefined;
}

/** No tool has this name. */
const orJson = "JSON, or a call";

/** Holds answers of one model to JSON schemas. */
export class JsonSampling {
  readonly #model: LlamaModel;
  readonly #vocabulary: TokenVocabulary;
  readonly #grammars = new Map<string, LlamaGrammar>();
  #biases: GrammarBiases | undefined;

  constructor(model: LlamaModel, vocabulary: TokenVocabulary) {
    this.#model = model;
    this.#vocabulary = vocabulary;
  }

  /**
   * What holds one answer to `schemaText`, a schema as JSON: state of its own that no other answer may be given.
   * `written`: its tokens so far, asked anew for each. Throws `ModelError` "bad-request".
   */
  async options(schemaText: string, written: () => readonly number[]): Promise<SequenceEvaluateOptions> {
    const grammar = await this.#grammar(schemaText, schemaSource);
    return {
      grammarEvaluationState: new LlamaGrammarEvaluationState({ model: this.#model, grammar }),
      tokenBias: this.#heldBias(written),
    };
  }

  /**
   * What holds one answer's calls: under each tool's name its input, under "" one of the names with its end. With a
   * schema the answer is held from its first token on to JSON of it, or to the beginning of a call.
   */
  async calls(
    tools: EngineTools["list"],
    format: CallFormat,
    written: () => readonly number[],
    schemaText?: string,
  ): Promise<GrammarHold> {
    const grammars = new Map<string, LlamaGrammar>();
    const names = tools.map(({ name }) => literal(name)).join(" | ");
    grammars.set("", await this.#grammar(`root ::= (${names}) ${literal(nameEnd)}\n`, (source) => source));
    for (const { name, parameters } of tools) {
      const key = JSON.stringify([format.parameters, format.close, parameters]);
      const source = () => inputGrammar(JSON.parse(parameters), format, jsonGrammar);
      grammars.set(name, await this.#grammar(key, source));
    }
    if (schemaText !== undefined) {
      const source = () => jsonGrammar(JSON.parse(schemaText), format.marker);
      grammars.set(orJson, await this.#grammar(JSON.stringify([format.marker, schemaText]), source));
    }
    const hold = new GrammarHold(this.#model, grammars, this.#heldBias(written));
    if (schemaText !== undefined) hold.hold(orJson);
    return hold;
  }

  #heldBias(written: () => readonly number[]): () => TokenBias {
    const { usual, after, lastByte } = this.#biasesOf();
    return () => {
      const byte = lastByte(written().at(-1) ?? -1);
      return (byte !== undefined && after.get(byte)) || usual;
    };
  }

  async #grammar(key: string, source: (key: string) => string): Promise<LlamaGrammar> {
    const grammar =
      this.#grammars.get(key) ?? (await this.#model.llama.createGrammar({ grammar: source(key) }));
    this.#grammars.delete(key);
    this.#grammars.set(key, grammar);
    const [oldest] = this.#grammars.keys();
    if (oldest !== undefined && this.#grammars.size > grammarsMax) this.#grammars.delete(oldest);
    return grammar;
  }

  /**
   * Tokens that the grammar would take for something else than the text they become:
   * - control tokens, which to it are their spelling, and in the answer no text at all;
   * - bytes that with the one before spell a character in more bytes than it needs. To it that is one character; to
   *   every other reader of UTF-8 it is none, and several of them.
   */
  #biasesOf(): GrammarBiases {
    if (this.#biases) return this.#biases;
    const { tokens = [], model: kind } = this.#model.fileInfo.metadata.tokenizer?.ggml ?? {};
    const biases: GrammarBiases = {
      usual: new TokenBias(this.#model.tokenizer),
      after: new Map([0xe0, 0xf0].map((byte) => [byte, new TokenBias(this.#model.tokenizer)])),
      lastByte: (token) => partialByte(tokens[token] ?? "", -1, kind),
    };
    const { usual, after } = biases;
    for (const [token, spelling] of tokens.entries()) {
      const isControl = this.#vocabulary.controlName(token) !== undefined;
      const first = partialByte(spelling, 0, kind);
      if (isControl) usual.set(token as Token, "never");
      for (const [lead, bias] of after) {
        const overlong = first !== undefined && first < (lead === 0xe0 ? 0xa0 : 0x90);
        if (isControl || overlong) bias.set(token as Token, "never");
      }
    }
    this.#biases = biases;
    return biases;
  }
}

function schemaSource(schemaText: string): string {
  return jsonGrammar(JSON.parse(schemaText));
}
