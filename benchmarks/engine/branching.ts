// Branches and clients at once, the engine beside llama.cpp's own server.

import { performance } from "node:perf_hooks";
import type { ModelSpec } from "@grok/model";
import { installRealServer } from "../../packages/openai-provider/test/real-server/install.ts";
import { type Asked, type Contender, openEngine, openServer, type Setup } from "./contender.ts";

const prefixTokens = 1000;
type Row = [what: string, cells: Record<string, string>];

/** Prints the tables; says why where the server cannot be had. */
export async function compareBranching(model: ModelSpec, threads: number): Promise<void> {
  const installed = await installRealServer();
  if ("missing" in installed) {
    console.log(`\nNo comparison with llama-server: ${installed.missing}`);
    return;
  }
  /** In turns, as often as `rounds`: what else the machine does only ever makes slower. */
  const withBoth = async <Result>(
    rounds: number,
    size: Pick<Setup, "sequences" | "contextTokens">,
    measure: (contender: Contender, round: number) => Promise<Result>,
  ): Promise<Record<string, Result[]>> => {
    const setup = { model, threads, ...size };
    const contenders = [await openEngine(setup), await openServer(installed, setup)];
    const results: Record<string, Result[]> = {};
    try {
      for (const { ask } of contenders) await ask(ids(999, 8), 2);
      for (let round = 0; round < rounds; round++) {
        for (const contender of contenders) {
          results[contender.name] ??= [];
          results[contender.name]!.push(await measure(contender, round));
        }
      }
    } finally {
      for (const contender of contenders) await contender.stop();
    }
    return results;
  };

  const rows: Row[] = [];
  const branching = await withBoth(1, { sequences: 4, contextTokens: 2048 }, branchingRun);
  const steps = Object.keys(branching.engine![0]!);
  for (const step of steps)
    rows.push([step, mapped(branching, (runs) => told(runs.map((run) => run[step]!)))]);
  print("| prefix of 1,000 tokens | engine | llama-server |", rows);

  const speeds: Row[] = [];
  for (const streams of [1, 4, 8]) {
    const results = await withBoth(3, { sequences: streams, contextTokens: 1024 }, (contender, round) =>
      streamsRun(contender, streams, round),
    );
    speeds.push([String(streams), mapped(results, (runs) => Math.max(...runs).toFixed(1))]);
  }
  print("| streams at once: tokens a second | engine | llama-server |", speeds);

  const queued = await withBoth(1, { sequences: 4, contextTokens: 1024 }, queuedRun);
  print("| 32 clients at once, 4 sequences | engine | llama-server |", [
    [
      "first token, p50 / p99",
      mapped(queued, (runs) => {
        const best = runs.toSorted((a, b) => a.p99 - b.p99)[0]!;
        return `${seconds(best.p50)} / ${seconds(best.p99)}`;
      }),
    ],
    ["all answered", mapped(queued, (runs) => seconds(Math.min(...runs.map(({ allMs }) => allMs))))],
  ]);
}

interface Step {
  ms: number;
  evaluated: number;
}

async function branchingRun({ ask }: Contender, round: number): Promise<Record<string, Step>> {
  const base = round * 100;
  const prefix = ids(base + 1, prefixTokens);
  const own = (seed: number, length = 20) => [...prefix, ...ids(base + seed, length)];
  const step = async (asks: readonly (readonly number[])[]): Promise<Step> => {
    const startedMs = performance.now();
    const answers = await Promise.all(asks.map((prompt) => ask(prompt, 4)));
    return {
      ms: performance.now() - startedMs,
      evaluated: answers.reduce((sum, { evaluated }) => sum + evaluated, 0),
    };
  };
  /** One after the other; the mean. */
  const inTurn = async (asks: readonly (readonly number[])[]): Promise<Step> => {
    const steps: Step[] = [];
    for (const prompt of asks) steps.push(await step([prompt]));
    const mean = (value: (step: Step) => number) =>
      steps.reduce((sum, each) => sum + value(each), 0) / steps.length;
    return { ms: mean((each) => each.ms), evaluated: mean((each) => each.evaluated) };
  };
  const cold = await step([ids(base + 50, prefixTokens + 20)]);
  const fanOut = await step([2, 3, 4, 5].map((seed) => own(seed)));
  const [a, b] = [own(6, 300), own(7, 300)];
  await step([a]);
  await step([b]);
  const backAndForth = await inTurn([a, b, a, b, a, b]);
  const many = [11, 12, 13, 14, 15, 16].map((seed) => own(seed, 200));
  for (const prompt of many) await step([prompt]);
  const roundTrip = await inTurn(many);
  return {
    "cold start of one": cold,
    "4 branches at once, cold": fanOut,
    "back and forth between 2 branches, each": backAndForth,
    "going round 6 branches on 4 sequences, each": roundTrip,
  };
}

async function streamsRun({ ask }: Contender, streams: number, round: number): Promise<number> {
  const startedMs = performance.now();
  const answers = await Promise.all(
    Array.from({ length: streams }, (_, index) => ask(ids(round * 100 + index, 32), 64)),
  );
  const written = answers.reduce((sum, { outputTokens }) => sum + outputTokens, 0);
  return (written / (performance.now() - startedMs)) * 1000;
}

async function queuedRun({ ask }: Contender, round: number) {
  const startedMs = performance.now();
  const answers: Asked[] = await Promise.all(
    Array.from({ length: 32 }, (_, index) => ask(ids(round * 100 + index, 50), 8)),
  );
  const firsts = answers.map(({ firstMs }) => firstMs).toSorted((a, b) => a - b);
  return { p50: firsts[15]!, p99: firsts[31]!, allMs: performance.now() - startedMs };
}

/** Ordinary tokens in no order, others for each seed. */
function ids(seed: number, length: number): number[] {
  let state = seed * 7919 + 1;
  return Array.from({ length }, () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return 1000 + ((state >> 8) % 30_000);
  });
}

function told(steps: readonly Step[]): string {
  const best = steps.reduce((a, b) => (b.ms < a.ms ? b : a));
  return `${best.ms.toFixed(0)} ms, ${best.evaluated.toFixed(0)} evaluated`;
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(2)} s`;
}

function mapped<Result>(results: Record<string, Result[]>, tell: (runs: Result[]) => string) {
  return Object.fromEntries(Object.entries(results).map(([name, runs]) => [name, tell(runs)]));
}

function print(head: string, rows: readonly Row[]): void {
  console.log(`\n${head}\n| --- | --- | --- |`);
  for (const [what, cells] of rows) console.log(`| ${what} | ${cells.engine} | ${cells["llama-server"]} |`);
}
