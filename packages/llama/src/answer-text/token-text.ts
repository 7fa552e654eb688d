import { controlText } from "./control-text.ts";

/** What `TokenText` needs to know of a vocabulary. */
export interface TokenVocabulary {
  /** Text of `tokens`, with U+FFFD for bytes that make no character; `before`: tokens that came just before. */
  textOf(tokens: readonly number[], before: readonly number[]): string;
  /** The spelling of a control token, which `textOf` leaves out; undefined for all others. */
  controlName(token: number): string | undefined;
}

/** A character has at most four bytes, each at worst a token of its own. */
const tokensHeldMax = 4;
/** Some vocabularies decide by the token before whether a space belongs in front. */
const tokensBeforeMax = 3;

/**
 * Turns tokens, one at a time, into text that never ends within a character.
 *
 * Tokens whose bytes only begin a character are held until it is complete. Bytes that can never become one come
 * out as U+FFFD. Control tokens come out as `controlText`.
 */
export class TokenText {
  readonly #vocabulary: TokenVocabulary;
  #held: number[] = [];
  #before: number[] = [];

  constructor(vocabulary: TokenVocabulary) {
    this.#vocabulary = vocabulary;
  }

  push(token: number): string {
    const name = this.#vocabulary.controlName(token);
    if (name !== undefined) return this.flush() + controlText(name);
    this.#held.push(token);
    const text = this.#vocabulary.textOf(this.#held, this.#before);
    if (text.endsWith("\uFFFD") && this.#held.length < tokensHeldMax) return "";
    this.#release();
    return text;
  }

  /** What is held, an unfinished character as U+FFFD. */
  flush(): string {
    if (this.#held.length === 0) return "";
    const text = this.#vocabulary.textOf(this.#held, this.#before);
    this.#release();
    return text;
  }

  /** True while the bytes of an unfinished character are held. */
  get holding(): boolean {
    return this.#held.length > 0;
  }

  #release(): void {
    this.#before = [...this.#before, ...this.#held].slice(-tokensBeforeMax);
    this.#held = [];
  }
}
