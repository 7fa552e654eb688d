import { type LlamaModel, LlamaVocabularyType, readGgufFileInfo, type Token } from "node-llama-cpp";
import { WordPiece } from "../wordpiece/word-piece.ts";

/** Bare pieces of a text, without marks around, and whether the text had more. */
export interface TextPieces {
  readonly tokens: Token[];
  readonly cut: boolean;
}

export interface TextTokenizer {
  /** At most `tokensMax`. */
  pieces(text: string, tokensMax: number): TextPieces;
  readonly begin: readonly Token[];
  readonly end: readonly Token[];
}

/** No vocabulary packs more characters into a token on average; what lies behind is not looked at. */
const charactersPerTokenMax = 64;

/** Our own WordPiece for models that have one, the library's tokenizer for all others. */
export async function textTokenizer(model: LlamaModel, path: string): Promise<TextTokenizer> {
  const marks = marksOf(model);
  if (model.vocabularyType === LlamaVocabularyType.wpm) {
    const wordPiece = new WordPiece(await vocabularyOf(path));
    return {
      ...marks,
      pieces(text, tokensMax) {
        const { ids, cut } = wordPiece.pieces(text, tokensMax);
        return { tokens: ids as Token[], cut };
      },
    };
  }
  return {
    ...marks,
    pieces(text, tokensMax) {
      const head = text.slice(0, tokensMax * charactersPerTokenMax).toWellFormed();
      const tokens = model.tokenize(head, false);
      const cut = tokens.length > tokensMax || head.length < text.length;
      return { tokens: tokens.slice(0, tokensMax), cut };
    },
  };
}

/** The library leaves out the begin of unigram vocabularies, which models that pool their first token need. */
function marksOf({ tokens, vocabularyType }: LlamaModel): { begin: Token[]; end: Token[] } {
  const only = (token: Token | null) => (token === null ? [] : [token]);
  if (vocabularyType === LlamaVocabularyType.wpm)
    return { begin: only(tokens.bos), end: only(tokens.sep ?? tokens.eos) };
  if (vocabularyType === LlamaVocabularyType.ugm) return { begin: only(tokens.bos), end: only(tokens.eos) };
  return {
    begin: tokens.shouldPrependBosToken ? only(tokens.bos) : [],
    end: only(tokens.eos),
  };
}

async function vocabularyOf(path: string): Promise<readonly string[]> {
  const { metadata } = await readGgufFileInfo(path, {
    sourceType: "filesystem",
    readTensorInfo: false,
    logWarnings: false,
  });
  return metadata.tokenizer?.ggml?.tokens ?? [];
}
