import type { LlamaModel, Token } from "node-llama-cpp";
import type { PromptVocabulary } from "./prompt-tokens.ts";
import { tokenBytes } from "./token-bytes.ts";

export interface ModelVocabulary extends PromptVocabulary {
  /** The bytes that `token` stands for, exactly; of a control token those of its name. */
  bytesOf(token: number): number[];
}

/** The vocabulary of a loaded model. Answers about single tokens are remembered. */
export function modelVocabulary(model: LlamaModel): ModelVocabulary {
  const { tokens: spellings = [], model: kind } = model.fileInfo.metadata.tokenizer?.ggml ?? {};
  const size = spellings.length;
  const controlNames = new Map<number, string | undefined>();
  const has = (token: number) => token < size;
  return {
    begin: model.tokens.shouldPrependBosToken ? (model.tokens.bos ?? undefined) : undefined,
    has,
    tokenize: (text, control, first) => model.tokenize(text, control, first ? undefined : "trimLeadingSpace"),
    textOf: (tokens, before) => model.detokenize(tokens as Token[], false, before as Token[]),
    bytesOf: (token) => tokenBytes(spellings[token] ?? "", kind),
    controlName(token) {
      if (!has(token)) return undefined;
      if (!controlNames.has(token)) {
        const { control } = model.getTokenAttributes(token as Token);
        controlNames.set(token, control ? model.detokenize([token as Token], true) : undefined);
      }
      return controlNames.get(token);
    },
  };
}
