import {
  type LlamaGrammar,
  LlamaGrammarEvaluationState,
  type LlamaModel,
  type SequenceEvaluateOptions,
  TokenBias,
} from "node-llama-cpp";

/** Holds one answer to one grammar after the other, or to none. The state of a grammar belongs to one answer. */
export class GrammarHold {
  readonly #model: LlamaModel;
  readonly #grammars: ReadonlyMap<string, LlamaGrammar>;
  #state: LlamaGrammarEvaluationState | undefined;
  /** What the library is asked to write under; it looks anew for each token. */
  readonly options: SequenceEvaluateOptions;

  /** `heldBias`: of tokens under a grammar. */
  constructor(model: LlamaModel, grammars: ReadonlyMap<string, LlamaGrammar>, heldBias: () => TokenBias) {
    this.#model = model;
    this.#grammars = grammars;
    const free = new TokenBias(model.tokenizer);
    this.options = {
      grammarEvaluationState: () => this.#state,
      tokenBias: () => (this.#state ? heldBias() : free),
    };
  }

  /** From the next token on: one of the grammars, or none. */
  hold(name: string | undefined): void {
    const grammar = name === undefined ? undefined : this.#grammars.get(name);
    if (name !== undefined && !grammar) throw new RangeError(`there is no grammar ${name}`);
    this.#state = grammar && new LlamaGrammarEvaluationState({ model: this.#model, grammar });
  }
}
