// What searching by meaning costs: `node benchmarks/meaning.bench.ts [messages]`, default 200,000 messages in the index.
// Vectors are of real sentences, varied a little so that there are enough; the model is the default for vectors.
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { createEmbedder } from "@grok/embedder";
import { defaultModel } from "@grok/embedder/default-model";
import { openVectorIndex } from "@grok/vectors";

const messages = Number(process.argv[2] ?? 200_000);
const model = defaultModel();
const modelId = model.id;
const embedder = createEmbedder({ models: () => [model] });
const embed = async (texts: readonly string[]) => (await embedder.embed({ modelId, texts })).vectors;
const took = async <T>(work: () => Promise<T>): Promise<[number, T]> => {
  const from = performance.now();
  const result = await work();
  return [performance.now() - from, result];
};
const median = (values: number[]) => values.toSorted((a, b) => a - b)[values.length >> 1]!;
const say = (what: string, value: string) => console.log(`${what.padEnd(52)} ${value}`);

const who = [
  "my cat",
  "the neighbour",
  "a divorce lawyer",
  "our landlord",
  "the ship",
  "a python script",
  "the dough",
];
const does = [
  "does not rise",
  "crashes at start",
  "costs too much",
  "is too loud",
  "sleeps all day",
  "leaves at noon",
];
const where = [
  "in the kitchen",
  "at the harbour",
  "in Lisbon",
  "on my old laptop",
  "during the night",
  "in autumn",
];
const sentences = who.flatMap((a) => does.flatMap((b) => where.map((c) => `Why is it that ${a} ${b} ${c}?`)));

const [loadMs] = await took(() => embed(["a"]));
say("loading the model and the first vector", `${loadMs.toFixed(0)} ms`);
const [allMs, base] = await took(() => embed(sentences));
say(
  `sentences a second (${sentences.length} of about 14 words)`,
  (sentences.length / (allMs / 1000)).toFixed(0),
);
const queries: number[] = [];
for (let i = 0; i < 50; i++) queries.push((await took(() => embed(["who makes noise at night"])))[0]);
say("one query, median / slowest", `${median(queries).toFixed(1)} / ${Math.max(...queries).toFixed(1)} ms`);

let state = 1;
const chance = () => {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
  return state / 2 ** 31 - 1;
};
const varied = (vector: Float32Array) => {
  const values = vector.map((value) => value + chance() * 0.05);
  const length = Math.hypot(...values);
  return values.map((value) => value / length);
};
const folder = mkdtempSync(join(tmpdir(), "grok-bench-meaning-"));
const kind = { digest: "bench", dimensions: 384 };
const index = openVectorIndex(join(folder, "meaning.db"), kind);
const kept: Float32Array[] = [];
const [putMs] = await took(async () => {
  for (let at = 0; at < messages; at += 1_000) {
    const batch = Array.from({ length: Math.min(1_000, messages - at) }, (_, n) => {
      const vector = varied(base[(at + n) % base.length]!);
      if (kept.length < 20_000) kept.push(vector);
      return { id: String(at + n), vectors: [vector] };
    });
    await index.put("bench", `c${at}`, batch);
  }
});
say(`storing ${messages} vectors`, `${(putMs / 1000).toFixed(1)} s`);
say("file", `${(statSync(join(folder, "meaning.db")).size / 1e6).toFixed(0)} MB`);
await index.close();

const again = openVectorIndex(join(folder, "meaning.db"), kind);
const [openMs] = await took(() => again.search("bench", base[0]!, { limit: 20, similarityMin: 0 }));
say("opening the file and the first search", `${openMs.toFixed(0)} ms`);
const searches: number[] = [];
for (let i = 0; i < 50; i++) {
  const query = varied(base[(i * 37) % base.length]!);
  searches.push((await took(() => again.search("bench", query, { limit: 20, similarityMin: 0.28 })))[0]);
}
say(
  "one search, median / slowest",
  `${median(searches).toFixed(1)} / ${Math.max(...searches).toFixed(1)} ms`,
);
await again.close();

const small = openVectorIndex(join(folder, "small.db"), kind);
await small.put(
  "bench",
  "c",
  kept.map((vector, id) => ({ id: String(id), vectors: [vector] })),
);
let found = 0;
for (let i = 0; i < 40; i++) {
  const query = varied(base[(i * 53) % base.length]!);
  const exact = kept
    .map((vector, id) => ({ id, similarity: vector.reduce((sum, value, at) => sum + value * query[at]!, 0) }))
    .sort((a, b) => b.similarity - a.similarity)
    .slice(0, 20);
  const hits = await small.search("bench", query, { limit: 20, similarityMin: 0 });
  const ids = new Set(hits.map(({ messageId }) => Number(messageId)));
  found += exact.filter(({ id }) => ids.has(id)).length;
}
say(`of the true 20 nearest among ${kept.length}, found`, `${(found / 8).toFixed(1)} %`);
await small.close();
await embedder.dispose();
rmSync(folder, { recursive: true, force: true });
