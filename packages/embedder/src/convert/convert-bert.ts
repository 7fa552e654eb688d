// A BERT model as PyTorch keeps it, made into a GGUF file for llama.cpp. The same input gives the same bytes anywhere,
// so the result can be held to a hash. Memory stays at a few MiB however large the model is.
import { type FileHandle, open, readFile } from "node:fs/promises";
import { bertConfigSchema, bertMetadata, type ModelOrigin } from "./bert-metadata.ts";
import { ggufTensorName, staysFull } from "./bert-tensors.ts";
import { type GgufTensor, ggufHeader, paddedBytes, tensorBytes } from "./gguf-header.ts";
import { readSafetensors, type StoredTensor } from "./safetensors.ts";

export interface ConvertJob {
  readonly origin: ModelOrigin;
  readonly signal?: AbortSignal;
  /** Called for every piece written; must not throw. */
  readonly onBytes?: (bytes: number, totalBytes: number) => void;
}

const chunkBytes = 2 ** 20;

/**
 * Writes `target` from model.safetensors, vocab.txt and config.json, matrices in 16 bits. Throws `RangeError` or zod's
 * error for files that are no BERT model, the system's errors, and the signal's reason; `target` is then unfinished.
 */
export async function convertBert(
  files: { readonly weights: string; readonly vocabulary: string; readonly config: string },
  target: string,
  job: ConvertJob,
): Promise<void> {
  const config = bertConfigSchema.parse(JSON.parse(await readFile(files.config, "utf8")));
  const vocabulary = (await readFile(files.vocabulary, "utf8")).replace(/\n$/, "").split("\n");
  if (vocabulary.length !== config.vocab_size)
    throw new RangeError(
      `the vocabulary has ${vocabulary.length} tokens, and the model is for ${config.vocab_size}`,
    );
  await using source = await open(files.weights, "r");
  await using output = await open(target, "w");
  const plan = planTensors(await readSafetensors(source), config.num_hidden_layers);
  const header = ggufHeader(
    bertMetadata(config, vocabulary, job.origin),
    plan.map(({ gguf }) => gguf),
  );
  const total = plan.reduce((sum, { gguf }) => sum + paddedBytes(tensorBytes(gguf)), header.length);
  await output.write(header);
  let written = header.length;
  for (const { stored, gguf } of plan) {
    for await (const chunk of numbersOf(source, stored, gguf.type)) {
      job.signal?.throwIfAborted();
      await output.write(chunk);
      written += chunk.length;
      job.onBytes?.(written, total);
    }
    const padding = paddedBytes(tensorBytes(gguf)) - tensorBytes(gguf);
    if (padding > 0) await output.write(Buffer.alloc(padding));
    written += padding;
  }
  await output.sync();
}

/** The same, with the files in the order of a list: weights, vocabulary, configuration. */
export function convertBertFiles(files: readonly string[], target: string, job: ConvertJob): Promise<void> {
  const [weights = "", vocabulary = "", config = ""] = files;
  return convertBert({ weights, vocabulary, config }, target, job);
}

/** In the order of their new names, so that the order in the source does not matter. */
function planTensors(
  stored: ReadonlyMap<string, StoredTensor>,
  layers: number,
): { stored: StoredTensor; gguf: GgufTensor }[] {
  const plan: { stored: StoredTensor; gguf: GgufTensor }[] = [];
  for (const tensor of stored.values()) {
    const name = ggufTensorName(tensor.name);
    if (name === undefined) continue;
    if (tensor.type !== "F32")
      throw new RangeError(`${tensor.name} is of type ${tensor.type} instead of F32`);
    if (tensor.bytes !== tensor.shape.reduce((product, length) => product * length, 4))
      throw new RangeError(`${tensor.name} has ${tensor.bytes} bytes for the shape ${tensor.shape}`);
    const type = staysFull(name, tensor.shape) ? "f32" : "f16";
    plan.push({ stored: tensor, gguf: { name, shape: tensor.shape.toReversed(), type } });
  }
  const expected = 5 + 16 * layers;
  if (plan.length !== expected)
    throw new RangeError(
      `${plan.length} tensors of a BERT model are there, and ${layers} layers have ${expected}`,
    );
  return plan.toSorted((a, b) => (a.gguf.name < b.gguf.name ? -1 : 1));
}

async function* numbersOf(
  file: FileHandle,
  { name, offset, bytes }: StoredTensor,
  type: GgufTensor["type"],
): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes; at += chunkBytes) {
    const length = Math.min(chunkBytes, bytes - at);
    const chunk = new Uint8Array(length);
    const { bytesRead } = await file.read(chunk, 0, length, offset + at);
    if (bytesRead !== length) throw new RangeError(`the file ended inside ${name}`);
    yield type === "f32" ? chunk : new Uint8Array(toHalf(new Float32Array(chunk.buffer)).buffer);
  }
}

function toHalf(numbers: Float32Array): Float16Array {
  return new Float16Array(numbers);
}
