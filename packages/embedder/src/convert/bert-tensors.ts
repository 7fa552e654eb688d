/** How a tensor of a BERT model in PyTorch's names is called in a GGUF file; undefined for what inference leaves out. */
export function ggufTensorName(name: string): string | undefined {
  const plain = name.replace(/^bert\./, "");
  const top = topLevel[plain.replace(/\.(weight|bias)$/, "")];
  const kind = /\.(weight|bias)$/.exec(plain)?.[0];
  if (kind === undefined) return undefined;
  if (top !== undefined) return `${top}${kind}`;
  const layer = /^encoder\.layer\.(\d+)\.(.+)\.(?:weight|bias)$/.exec(plain);
  const inside = inLayer[layer?.[2] ?? ""];
  return inside === undefined ? undefined : `blk.${layer?.[1]}.${inside}${kind}`;
}

const topLevel: Readonly<Record<string, string>> = {
  "embeddings.word_embeddings": "token_embd",
  "embeddings.position_embeddings": "position_embd",
  "embeddings.token_type_embeddings": "token_types",
  "embeddings.LayerNorm": "token_embd_norm",
};

const inLayer: Readonly<Record<string, string>> = {
  "attention.self.query": "attn_q",
  "attention.self.key": "attn_k",
  "attention.self.value": "attn_v",
  "attention.output.dense": "attn_output",
  "attention.output.LayerNorm": "attn_output_norm",
  "intermediate.dense": "ffn_up",
  "output.dense": "ffn_down",
  "output.LayerNorm": "layer_output_norm",
};

/** Tensors that stay in 32 bits, as llama.cpp expects them: vectors, and the tables of places and of kinds. */
export function staysFull(name: string, shape: readonly number[]): boolean {
  return shape.length < 2 || name.startsWith("position_embd") || name.startsWith("token_types");
}
