import { z } from "zod";
import type { GgufValue } from "./gguf-header.ts";

/** What the converter needs of a BERT model's config.json. */
export const bertConfigSchema = z.object({
  model_type: z.literal("bert"),
  hidden_act: z.literal("gelu"),
  position_embedding_type: z.literal("absolute").default("absolute"),
  hidden_size: z.int().min(1).max(65_536),
  intermediate_size: z.int().min(1).max(1_000_000),
  layer_norm_eps: z.number().positive(),
  max_position_embeddings: z.int().min(1).max(1_000_000),
  num_attention_heads: z.int().min(1).max(1_024),
  num_hidden_layers: z.int().min(1).max(1_000),
  type_vocab_size: z.int().min(1).max(100),
  vocab_size: z.int().min(1).max(10_000_000),
});
export type BertConfig = z.infer<typeof bertConfigSchema>;

/** What people and programs may read in the file about where it came from. */
export interface ModelOrigin {
  readonly name: string;
  /** SPDX, in small letters, as GGUF files have it. */
  readonly licence: string;
  readonly source: string;
  readonly description: string;
}

const tokenKinds = { normal: 1, unknown: 2, control: 3 } as const;

/**
 * The description of a BERT model for vectors, averaged over its tokens. `vocabulary`: by id, as vocab.txt has it.
 * Throws `RangeError` where a mark that llama.cpp needs is missing from the vocabulary.
 */
export function bertMetadata(
  config: BertConfig,
  vocabulary: readonly string[],
  origin: ModelOrigin,
): Record<string, GgufValue> {
  const u32 = (value: number): GgufValue => ({ type: "uint32", value });
  const text = (value: string): GgufValue => ({ type: "string", value });
  const mark = (token: string) => {
    const id = vocabulary.indexOf(token);
    if (id < 0) throw new RangeError(`the vocabulary has no ${token}`);
    return u32(id);
  };
  return {
    "general.architecture": text("bert"),
    "general.type": text("model"),
    "general.name": text(origin.name),
    "general.description": text(origin.description),
    "general.license": text(origin.licence),
    "general.source.url": text(origin.source),
    "general.file_type": u32(1),
    "bert.block_count": u32(config.num_hidden_layers),
    "bert.context_length": u32(config.max_position_embeddings),
    "bert.embedding_length": u32(config.hidden_size),
    "bert.feed_forward_length": u32(config.intermediate_size),
    "bert.attention.head_count": u32(config.num_attention_heads),
    "bert.attention.layer_norm_epsilon": { type: "float32", value: config.layer_norm_eps },
    "bert.attention.causal": { type: "bool", value: false },
    "bert.pooling_type": u32(1),
    "tokenizer.ggml.model": text("bert"),
    "tokenizer.ggml.pre": text("default"),
    "tokenizer.ggml.token_type_count": u32(config.type_vocab_size),
    "tokenizer.ggml.tokens": { type: "strings", value: vocabulary.map(ggufToken) },
    "tokenizer.ggml.token_type": { type: "int32s", value: vocabulary.map(tokenKind) },
    "tokenizer.ggml.bos_token_id": mark("[CLS]"),
    "tokenizer.ggml.unknown_token_id": mark("[UNK]"),
    // Spelt so in llama.cpp.
    "tokenizer.ggml.seperator_token_id": mark("[SEP]"),
    "tokenizer.ggml.padding_token_id": mark("[PAD]"),
    "tokenizer.ggml.cls_token_id": mark("[CLS]"),
    "tokenizer.ggml.mask_token_id": mark("[MASK]"),
  };
}

/** llama.cpp marks what begins a word where BERT marks what does not. */
function ggufToken(token: string): string {
  if (isMark(token)) return token;
  return token.startsWith("##") ? token.slice(2) : `\u2581${token}`;
}

function tokenKind(token: string): number {
  if (token === "[UNK]") return tokenKinds.unknown;
  return isMark(token) ? tokenKinds.control : tokenKinds.normal;
}

function isMark(token: string): boolean {
  return token.length > 2 && token.startsWith("[") && token.endsWith("]");
}
