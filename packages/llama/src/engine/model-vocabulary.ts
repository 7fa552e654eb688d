import type { LlamaModel, Token } from "node-llama-cpp";
import type { PromptVocabulary } from "./prompt-tokens.ts";

/** The vocabulary of a loaded model. Answers about single tokens are remembered. */
export function modelVocabulary(model: LlamaModel): PromptVocabulary {
  const size = model.fileInfo.metadata.tokenizer?.ggml?.tokens?.length ?? 0;
  const controlNames = new Map<number, string | undefined>();
  const has = (token: number) => token < size;
  return {
    begin: model.tokens.shouldPrependBosToken ? (model.tokens.bos ?? undefined) : undefined,
    has,
    tokenize: (text, control, first) => model.tokenize(text, control, first ? undefined : "trimLeadingSpace"),
    textOf: (tokens, before) => model.detokenize(tokens as Token[], false, before as Token[]),
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
