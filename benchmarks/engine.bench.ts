// What the embedded engine manages: `node benchmarks/engine.bench.ts [threads]`, default all cores but one.
// Counted work stands beside the times, because it does not depend on what else the machine does. The engine is
// measured through the provider, its process and parts included; the library bare and in this process.

import { availableParallelism } from "node:os";
import { performance } from "node:perf_hooks";
import { createLlamaProvider, type LlamaProvider } from "@grok/llama";
import type { ChatMessage } from "@grok/model";
import { runLibraryScheduling } from "../packages/llama/test/needs-model/library-scheduling.ts";
import { testModel } from "../packages/llama/test/needs-model/test-model.ts";
import { compareBranching } from "./engine/branching.ts";

const threads = Number(process.argv[2] ?? Math.max(1, availableParallelism() - 1));
const model = testModel();
const contextTokens = 1024;
const outputTokensMax = 64;
/** Taken in turns, and the fastest shown: what else the machine does only ever makes slower. */
const rounds = 3;
const sampling = {
  temperature: 0.8,
  minP: 0,
  dry: { multiplier: 0, base: 1.75, allowedLength: 2, lastTokens: 64 },
};
const topics = [
  "the sea",
  "a mountain",
  "two brothers",
  "an old clock",
  "the harvest",
  "a storm",
  "a train",
  "the moon",
];

interface Run {
  outputTokens: number;
  decodeCalls: number;
  durationMs: number;
  cpuMs: number;
}

async function ask(provider: LlamaProvider, messages: readonly ChatMessage[], affinity: string, max: number) {
  const startedMs = performance.now();
  let firstMs = 0;
  for await (const part of provider.generate({
    modelId: model.id,
    messages,
    sampling,
    affinity,
    outputTokensMax: max,
  })) {
    if (part.type === "error") throw part.error;
    if (part.type === "text-delta") firstMs ||= performance.now() - startedMs;
    if (part.type === "finish") return { usage: part.usage, firstMs };
  }
  throw new Error("the answer did not end");
}

const question = (topic: string): ChatMessage[] => [
  { role: "user", text: `Write a long story about ${topic}.` },
];

/** The prompt as the library gets it, in the words of the same template. */
const rendered = (topic: string) =>
  "<|im_start|>system\nYou are a helpful AI assistant named SmolLM, trained by Hugging Face<|im_end|>\n" +
  `<|im_start|>user\nWrite a long story about ${topic}.<|im_end|>\n<|im_start|>assistant\n`;

async function engineRun(chosen: readonly string[]): Promise<Run> {
  const provider = createLlamaProvider({
    models: () => [model],
    threads,
    sequences: chosen.length,
    contextTokens,
  });
  await ask(provider, question("nothing"), "warm-up", 1);
  const before = provider.stats()[0]?.work;
  const startedMs = performance.now();
  const answers = await Promise.all(
    chosen.map((topic) => ask(provider, question(topic), topic, outputTokensMax)),
  );
  const durationMs = performance.now() - startedMs;
  const after = provider.stats()[0]?.work;
  await provider.dispose();
  if (!before || !after) throw new Error("the engine was lost");
  return {
    outputTokens: answers.reduce((sum, { usage }) => sum + usage.outputTokens, 0),
    decodeCalls: after.decodeCalls - before.decodeCalls,
    cpuMs: after.cpuMs - before.cpuMs,
    durationMs,
  };
}

const rate = ({ outputTokens, durationMs }: Run) => (outputTokens / durationMs) * 1000;
const perSecond = (run: Run) => rate(run).toFixed(1);
const fastest = (runs: readonly Run[]) => runs.reduce((a, b) => (rate(b) > rate(a) ? b : a));
const perToken = ({ outputTokens, cpuMs }: Run) => (cpuMs / outputTokens).toFixed(1);
const perDecode = ({ outputTokens, decodeCalls }: Run) => (outputTokens / decodeCalls).toFixed(2);

console.log(
  `${model.title}, ${threads} thread${threads === 1 ? "" : "s"}, ${outputTokensMax} tokens an answer, prompts included\n`,
);
console.log(
  "| conversations | engine: tok/s | tokens a decode | CPU ms a token | library: tok/s | tokens a decode | CPU ms a token |",
);
console.log("| --- | --- | --- | --- | --- | --- | --- |");
for (const count of [1, 2, 4, 8]) {
  const chosen = topics.slice(0, count);
  const settings = { threads, contextTokens, outputTokensMax };
  const engine: Run[] = [];
  const library: Run[] = [];
  for (let round = 0; round < rounds; round++) {
    engine.push(await engineRun(chosen));
    library.push(await runLibraryScheduling(model.path, chosen.map(rendered), settings));
  }
  const cells = [engine, library]
    .map(fastest)
    .flatMap((run) => [perSecond(run), perDecode(run), perToken(run)]);
  console.log(`| ${[count, ...cells].join(" | ")} |`);
}

const provider = createLlamaProvider({ models: () => [model], threads, contextTokens });
await provider.load(model.id);
const background: ChatMessage = {
  role: "system",
  text: `Facts to answer from:\n${Array.from({ length: 60 }, (_, index) => `Ship ${index} has ${index * 3} sailors.`).join("\n")}`,
};
const about = (index: number): ChatMessage[] => [
  background,
  { role: "user", text: `How many sailors has ship ${index}?` },
];
console.log("\n| time to first token | ms | prompt tokens | evaluated |");
console.log("| --- | --- | --- | --- |");
for (const [what, messages] of [
  ["cold", about(7)],
  ["another question after the same beginning", about(8)],
  ["the same question again", about(8)],
] as const) {
  const { usage, firstMs } = await ask(provider, messages, "one", 4);
  const evaluated = usage.promptTokens - usage.cachedTokens;
  console.log(`| ${what} | ${firstMs.toFixed(0)} | ${usage.promptTokens} | ${evaluated} |`);
}
await provider.dispose();

await compareBranching(model, threads);
