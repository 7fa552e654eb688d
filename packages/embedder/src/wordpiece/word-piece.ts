// BERT's WordPiece for models without case, after the reference (the Python package "tokenizers"). llama.cpp's own
// loses what follows the first jamo of a Korean syllable, the vowel signs of Indic scripts, and words over 100 characters.
import { splitWords } from "./split-words.ts";

/** A longer word is one unknown token, as in the reference. */
const wordCharactersMax = 100;

/** Tokens of one text. */
export interface TextTokens {
  /** With the marks of begin and end around. */
  readonly ids: readonly number[];
  /** Whether the text had more than fitted. */
  readonly cut: boolean;
}

/**
 * Turns text into ids. `vocabulary`: by id, as GGUF files hold it: U+2581 stands before what begins a word, nothing
 * before what goes on inside one, and marks such as "[CLS]" are bare. A mark that is written in a text is only its
 * letters: text is data.
 */
export class WordPiece {
  readonly #starts = new Map<string, number>();
  readonly #rest = new Map<string, number>();
  readonly #unknown: number;
  readonly #begin: number;
  readonly #end: number;

  /** Throws `RangeError` for a vocabulary without the marks [UNK], [CLS] and [SEP]. */
  constructor(vocabulary: readonly string[]) {
    const marks = new Map<string, number>();
    for (const [id, token] of vocabulary.entries()) {
      if (token.startsWith("\u2581")) this.#starts.set(token.slice(1), id);
      else if (/^\[.*\]$/s.test(token)) marks.set(token, id);
      else this.#rest.set(token, id);
    }
    const mark = (name: string) => {
      const id = marks.get(name);
      if (id === undefined) throw new RangeError(`the vocabulary has no ${name}`);
      return id;
    };
    this.#unknown = mark("[UNK]");
    this.#begin = mark("[CLS]");
    this.#end = mark("[SEP]");
  }

  /** At most `tokensMax` ids (2 at least), marks included. Reads no further than it needs. */
  encode(text: string, tokensMax: number): TextTokens {
    const { ids, cut } = this.pieces(text, Math.max(0, tokensMax - 2));
    return { ids: [this.#begin, ...ids, this.#end], cut };
  }

  /** The bare pieces, without marks around. */
  pieces(text: string, tokensMax: number): TextTokens {
    const ids: number[] = [];
    for (const word of splitWords(text)) {
      ids.push(...this.#word(word));
      if (ids.length > tokensMax) return { ids: ids.slice(0, tokensMax), cut: true };
    }
    return { ids, cut: false };
  }

  /** The longest piece that is in the vocabulary, then the longest of the rest; unknown as a whole if one has none. */
  #word(word: string): number[] {
    const characters = [...word];
    if (characters.length > wordCharactersMax) return [this.#unknown];
    const ids: number[] = [];
    for (let from = 0; from < characters.length; ) {
      const pieces = from === 0 ? this.#starts : this.#rest;
      let to = characters.length;
      let id: number | undefined;
      for (; to > from && id === undefined; to--) id = pieces.get(characters.slice(from, to).join(""));
      if (id === undefined) return [this.#unknown];
      ids.push(id);
      from = to + 1;
    }
    return ids;
  }
}
