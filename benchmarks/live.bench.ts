// The live index under load: `npm run bench -- live`, or `node benchmarks/live.bench.ts [base posts] [posts a second]
// [seconds] [posts for top] [rows of a shard]`, by default 1,000,000, 5,800, 60, 500,000 (0 leaves the comparison out)
// and the product's. Posts come over a loopback WebSocket from a process of their own through the Bluesky connector, the
// runner and the intake into the index, while another thread is asked 20 questions a second. Processor seconds are the
// steadier figure: other work shares the machine.

import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { createFeedRunner, feedModules, sleep as feedSleep, openSocket } from "@grok/feeds";
import { openLiveIndex } from "@grok/live";
import type { Post, PostBatch } from "@grok/posts";
import { createLoadPosts } from "@grok/posts/load-posts";
import { sampleQueries } from "@grok/posts/load-queries";
import { compareTop } from "./live/compare-top.ts";
import { fill } from "./live/fill.ts";

const base = Number(process.argv[2] ?? 1_000_000);
const perSecond = Number(process.argv[3] ?? 5_800);
const seconds = Number(process.argv[4] ?? 60);
const topPosts = Number(process.argv[5] ?? 500_000);
const shardRows = process.argv[6];
const questionsPerSecond = 20;

const home = mkdtempSync(join(tmpdir(), "grok-live-bench-"));

function percentile(values: readonly number[], share: number): string {
  const sorted = [...values].sort((a, b) => a - b);
  const value = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
  return value === undefined ? "-" : value.toFixed(value < 10 ? 1 : 0);
}

const spread = (values: readonly number[]) =>
  `${percentile(values, 0.5)} / ${percentile(values, 0.99)} / ${percentile(values, 1)}`;

async function underLoad(): Promise<void> {
  const folder = join(home, "load");
  const shards = shardRows === undefined ? {} : { rows: Number(shardRows) };
  const index = await openLiveIndex(folder, { queueMax: 200_000, shards });
  const generator = createLoadPosts({ seed: 11, perSecond, startMs: Date.now() - (base / perSecond) * 1000 });
  const sample: Post[] = [];
  const fillStartedMs = Date.now();
  await fill(
    index,
    () => {
      const post = generator.next();
      if (sample.length < 20_000) sample.push(post);
      return post;
    },
    base,
  );
  const fillSeconds = (Date.now() - fillStartedMs) / 1000;
  console.log(
    `\n${base} posts taken in at ${Math.round(base / fillSeconds)} a second, straight into the index`,
  );

  const queries = sampleQueries(sample, 5).filter(({ kind }) => kind !== "head");
  const searchable: number[] = [];
  let taken = 0;
  let dropped = 0;
  const timed = {
    cursor: (feed: string) => index.cursor(feed),
    forgetCursor: (feed: string) => index.forgetCursor(feed),
    async ingest(batch: PostBatch) {
      const counted = await index.ingest(batch);
      const nowMs = Date.now();
      taken += counted.indexed;
      dropped += counted.dropped;
      for (let at = 0; at < batch.events.length; at += 10) {
        const event = batch.events[at]!;
        if (event.type === "post") searchable.push(nowMs - event.post.createdAtMs);
      }
      return counted;
    },
  };
  const server = fork(
    fileURLToPath(new URL("./live/load-server.ts", import.meta.url)),
    [String(perSecond), String(seconds)],
    {
      stdio: ["ignore", "pipe", "inherit", "ipc"],
    },
  );
  const [address] = await once(server.stdout!, "data");
  const runner = createFeedRunner({
    index: timed,
    modules: feedModules,
    tools: {
      now: Date.now,
      random: Math.random,
      fetch,
      openSocket,
      sleep: feedSleep,
      state: { get: async () => null, set: async () => {} },
    },
  });
  const cpuBefore = process.cpuUsage();
  const startedMs = Date.now();
  runner.apply([
    {
      id: "load",
      source: "bluesky",
      title: "Load",
      on: true,
      options: { addresses: String(address).trim() },
      secrets: {},
    },
  ]);
  const answered: number[] = [];
  let partial = 0;
  const probes: number[] = [];
  const asking = (async () => {
    for (let at = 0; Date.now() - startedMs < seconds * 1000; at++) {
      const asked = queries[at % queries.length]!;
      const from = performance.now();
      const { complete } = await index.search({ text: asked.text, order: at % 4 === 0 ? "top" : "latest" });
      answered.push(performance.now() - from);
      if (!complete) partial++;
      await sleep(Math.max(0, 1000 / questionsPerSecond - (performance.now() - from)));
    }
  })();
  const probing = (async () => {
    for (let at = 1; Date.now() - startedMs < seconds * 1000 - 2_000; at++) {
      const number = Math.ceil((at * perSecond * 0.5) / 50) * 50;
      const dueMs = startedMs + (number * 1000) / perSecond;
      await sleep(Math.max(0, dueMs - Date.now()));
      for (let tries = 0; tries < 200; tries++) {
        const { hits } = await index.search({ text: `probe${number}x`, order: "latest", limit: 1 });
        if (hits[0] !== undefined) {
          probes.push(Date.now() - hits[0].post.createdAtMs);
          break;
        }
        await sleep(20);
      }
    }
  })();
  await Promise.all([asking, probing]);
  while (taken < perSecond * seconds && Date.now() - startedMs < seconds * 2_000) await sleep(50);
  const wallSeconds = (Date.now() - startedMs) / 1000;
  const { user, system } = process.cpuUsage(cpuBefore);
  const stats = await index.stats();
  const rows: [string, string][] = [
    ["posts a second: offered / taken", `${perSecond} / ${Math.round(taken / wallSeconds)}`],
    ["left out", String(dropped + runner.health()[0]!.dropped)],
    ["searchable after it was due, p50 / p99 / max", `${spread(searchable)} ms`],
    ["found by a probe (with its polling), p50 / p99 / max", `${spread(probes)} ms`],
    ["search while writing, 20 a second, p50 / p99 / max", `${spread(answered)} ms`],
    [
      "searches that said they did not look at everything",
      `${Math.round((100 * partial) / Math.max(1, answered.length))} %`,
    ],
    ["processor of a core, whole pipeline", `${Math.round((user + system) / 1e4 / wallSeconds)} %`],
    ["memory of the process", `${Math.round(process.memoryUsage.rss() / 2 ** 20)} MiB`],
    ["bytes a post on the disk", String(Math.round(stats.bytes / stats.posts))],
    ["load of the machine", loadavg()[0]!.toFixed(1)],
  ];
  console.log(`\n| ${base} posts before, ${seconds} s | |\n| --- | --- |`);
  for (const [what, value] of rows) console.log(`| ${what} | ${value} |`);
  await runner.close();
  await index.close();
  server.kill();
}

try {
  // Within a minute and a half everything is new; within a day recency decides less.
  if (topPosts > 0)
    for (const spanMs of [(topPosts * 1000) / 5_800, 86_400_000])
      await compareTop(join(home, `top-${spanMs}`), topPosts, spanMs);
  await underLoad();
} finally {
  rmSync(home, { recursive: true, force: true });
}
