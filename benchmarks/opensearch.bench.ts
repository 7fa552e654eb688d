// The index in OpenSearch behind Kafka, both on this machine with one node each: `npm run bench -- opensearch`, or `node
// benchmarks/opensearch.bench.ts [posts] [posts a second] [seconds]`, by default 60,000, 1,000 and 20. First as fast as
// it can, then at a steady rate with questions beside it. Says so where Java or Maven are missing.

import { loadavg } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import { openOpenSearchIndex } from "@grok/opensearch";
import type { LiveIndex, Post } from "@grok/posts";
import { createLoadPosts } from "@grok/posts/load-posts";
import { sampleQueries } from "@grok/posts/load-queries";
import { createMemoryIndex } from "@grok/posts/memory-index";
import { whatIsMissing } from "../packages/opensearch/test/servers/fetch-servers.ts";
import {
  defaultHome,
  serversAt,
  startServers,
  stopServers,
} from "../packages/opensearch/test/servers/search-servers.ts";

const base = Number(process.argv[2] ?? 60_000);
const perSecond = Number(process.argv[3] ?? 1_000);
const seconds = Number(process.argv[4] ?? 20);
const questionsPerSecond = 10;
const overlapPosts = 20_000;

function spread(values: readonly number[]): string {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number) =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]?.toFixed(0);
  return `${at(0.5)} / ${at(0.99)} / ${at(1)}`;
}

const eventsOf = (posts: readonly Post[]) => posts.map((post) => ({ type: "post" as const, post }));

async function fill(index: LiveIndex, posts: readonly Post[]): Promise<void> {
  const underWay = new Set<Promise<unknown>>();
  for (let from = 0; from < posts.length; from += 1_000) {
    const events = eventsOf(posts.slice(from, from + 1_000));
    const taken = index.ingest({ feedId: "base", events, cursor: null });
    underWay.add(taken);
    void taken.finally(() => underWay.delete(taken));
    if (underWay.size >= 8) await Promise.race(underWay);
  }
  await Promise.all(underWay);
}

async function fillAtOnce(index: LiveIndex, posts: readonly Post[]): Promise<void> {
  const cpu = process.cpuUsage();
  const beganMs = performance.now();
  await fill(index, posts);
  const tookS = (performance.now() - beganMs) / 1_000;
  const { user, system } = process.cpuUsage(cpu);
  const { bytes } = await index.stats();
  console.log(
    `as fast as it can: ${Math.round(posts.length / tookS)} posts/s, ${((user + system) / 1e6).toFixed(1)} s of this process for ${tookS.toFixed(1)} s, ${Math.round(bytes / posts.length)} bytes a post`,
  );
}

async function steady(index: LiveIndex, next: () => Post, known: readonly Post[]): Promise<void> {
  const queries = sampleQueries(known.slice(0, 5_000), 7);
  const fresh: number[] = [];
  const latest: number[] = [];
  const top: number[] = [];
  let asking = true;
  const questions = (async () => {
    for (let at = 0; asking; at++) {
      const text = queries[at % queries.length]!.text;
      const order = at % 2 === 0 ? "latest" : "top";
      const beganMs = performance.now();
      await index.search({ text, order });
      (order === "latest" ? latest : top).push(performance.now() - beganMs);
      await sleep(Math.max(0, 1_000 / questionsPerSecond - (performance.now() - beganMs)));
    }
  })();
  const cpu = process.cpuUsage();
  const beganMs = performance.now();
  const underWay: Promise<void>[] = [];
  let sent = 0;
  while (sent < perSecond * seconds) {
    const due = Math.min(
      perSecond * seconds,
      Math.floor(((performance.now() - beganMs) * perSecond) / 1_000),
    );
    if (due > sent) {
      const events = eventsOf(Array.from({ length: due - sent }, next));
      sent = due;
      const arrivedMs = performance.now();
      underWay.push(
        index
          .ingest({ feedId: "steady", events, cursor: null })
          .then(() => void fresh.push(performance.now() - arrivedMs)),
      );
    }
    await sleep(50);
  }
  await Promise.all(underWay);
  asking = false;
  await questions;
  const tookS = (performance.now() - beganMs) / 1_000;
  const { user, system } = process.cpuUsage(cpu);
  console.log(
    `at ${Math.round(sent / tookS)} posts/s: searchable ${spread(fresh)} ms, latest ${spread(latest)} ms, top ${spread(top)} ms (p50 / p99 / max), this process ${(((user + system) / 1e6 / tookS) * 100).toFixed(0)} % of a core`,
  );
}

/** How many of the first 20 of a scorer that looks at every post are among the index's first 20. */
async function compareTop(index: LiveIndex, posts: readonly Post[], now: () => number): Promise<void> {
  const exhaustive = createMemoryIndex({ now });
  await exhaustive.ingest({ feedId: "base", events: eventsOf(posts), cursor: null });
  const shares: number[] = [];
  for (const { text } of sampleQueries(posts, 5).slice(0, 60)) {
    const ask = { text, order: "top" as const, limit: 20, budgetMs: 10_000 };
    const wanted = (await exhaustive.search(ask)).hits.map(({ post }) => post.id);
    const found = new Set((await index.search(ask)).hits.map(({ post }) => post.id));
    if (wanted.length > 0) shares.push(wanted.filter((id) => found.has(id)).length / wanted.length);
  }
  const mean = shares.reduce((sum, share) => sum + share, 0) / shares.length;
  console.log(
    `top: ${(mean * 100).toFixed(1)} % of the exhaustive scorer's first 20 over ${shares.length} queries, at worst ${(Math.min(...shares) * 100).toFixed(0)} %`,
  );
}

const missing = whatIsMissing();
if (missing !== "") console.log(missing);
else {
  const home = defaultHome();
  const wereRunning = serversAt(home) !== null;
  const { node, broker } = await startServers(home);
  const load = createLoadPosts({ seed: 1, perSecond, startMs: Date.now() });
  const open = (name: string, now: () => number) =>
    openOpenSearchIndex({
      node,
      kafka: { brokers: [broker] },
      indexPrefix: `bench-${name}-${Date.now().toString(36)}`,
      partitions: 4,
      now,
    });
  try {
    console.log(
      `load average ${loadavg()
        .map((value) => value.toFixed(1))
        .join(", ")}`,
    );
    const posts = load.take(base);
    const index = await open("load", Date.now);
    await fillAtOnce(index, posts);
    await steady(index, () => load.next(), posts);
    await index.close();
    const few = posts.slice(0, overlapPosts);
    const now = () => few.at(-1)!.arrivedAtMs;
    const compared = await open("top", now);
    await fill(compared, few);
    await compareTop(compared, few, now);
    await compared.close();
  } finally {
    if (!wereRunning) await stopServers(home);
  }
}
