import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, openSync, readdirSync, rmSync, statSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { after, before, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { openLiveIndex } from "@grok/live";
import type { LiveIndex, PostRef } from "@grok/posts";
import { batchPosts, crashBatch, crashShards, goneWith } from "./crash-stream.ts";

const writer = fileURLToPath(new URL("./crash-writer.ts", import.meta.url));
const home = mkdtempSync(join(tmpdir(), "grok-live-crash-"));
after(() => rmSync(home, { recursive: true, force: true }));
const kills = 100;
// Most of a start is reading the sources. What is remembered of them is written at the end of a process, which one that
// is killed never reaches, so another one ends well before.
const env = { ...process.env, NODE_COMPILE_CACHE: join(home, "cache") };
before(async () => {
  const child = spawn(process.execPath, [writer, join(home, "warm"), "3"], { env, stdio: "ignore" });
  const [code] = await once(child, "exit");
  assert.equal(code, 0);
});

/** Lets a writer work for a random while, kills it with SIGKILL, and gives the batches that it was promised. */
async function writeAndKill(folder: string): Promise<number[]> {
  const child = spawn(process.execPath, [writer, folder], {
    stdio: ["ignore", "pipe", "inherit"],
    env,
  });
  const promised: number[] = [];
  const lines = createInterface({ input: child.stdout });
  lines.on("line", (line) => promised.push(Number(line)));
  await once(lines, "line");
  await sleep(Math.random() * 100);
  const ended = once(lines, "close");
  child.kill("SIGKILL");
  await Promise.all([once(child, "exit"), ended]);
  return promised;
}

const refOf = (number: number): PostRef => ({ source: "push", id: `p${number}` });

/** Every post of the batches that were promised is there, unless a promised batch deleted it. */
async function checkPromises(index: LiveIndex, promised: ReadonlySet<number>): Promise<void> {
  const gone = new Set([...promised].map(goneWith));
  const numbers = [...promised].flatMap((batch) =>
    Array.from({ length: batchPosts }, (_, at) => batch * batchPosts + at),
  );
  for (let from = 0; from < numbers.length; from += 200) {
    const some = numbers.slice(from, from + 200);
    const fates = await index.fates(some.map(refOf));
    some.forEach((number, at) => {
      // A deletion may have been stored without having been promised.
      const mayBeGone = number % (5 * batchPosts) === 0;
      if (gone.has(number)) assert.equal(fates[at], "deleted", `post ${number} came back`);
      else if (!mayBeGone) assert.equal(fates[at], "there", `post ${number} is missing`);
    });
  }
}

/** No post stands twice: as many can be found by their own word as are there. */
async function checkOnce(index: LiveIndex, batches: number): Promise<void> {
  for (let batch = 0; batch < batches; batch += Math.ceil(batches / 40)) {
    const number = batch * batchPosts + 3;
    const { hits } = await index.search({ text: `word${number}`, order: "latest", budgetMs: 5_000 });
    assert.equal(hits.length, 1, `word${number}`);
  }
  const { posts } = await index.stats();
  let known = 0;
  for (let from = 0; from < (batches + 40) * batchPosts; from += 200) {
    const refs = Array.from({ length: 200 }, (_, at) => refOf(from + at));
    known += (await index.fates(refs)).filter((fate) => fate === "there").length;
  }
  assert.equal(posts, known);
}

test(`what was acknowledged survives kill -9, ${kills} times at random moments, and nothing stands twice`, async (t) => {
  const folder = join(home, "killed");
  const promised = new Set<number>();
  for (let round = 1; round <= kills; round++) {
    for (const batch of await writeAndKill(folder)) promised.add(batch);
    if (round % 20 !== 0) continue;
    const index = await openLiveIndex(folder, { shards: crashShards, readers: 1 });
    try {
      await checkPromises(index, promised);
      const cursor = Number((await index.cursor("crash")) ?? -1);
      const known = await index.fates(
        crashBatch(cursor).events.flatMap((event) => (event.type === "post" ? [event.post] : [])),
      );
      assert.ok(
        known.every((fate) => fate !== "unknown"),
        "the cursor is ahead of its posts",
      );
      await checkOnce(index, Math.max(...promised));
    } finally {
      await index.close();
    }
  }
  t.diagnostic(
    `${promised.size} batches were promised, ${readdirSync(folder).filter((name) => name.endsWith(".db")).length} files`,
  );
});

test("a torn end of the log costs nothing that was acknowledged before it", async () => {
  const folder = join(home, "torn");
  const promised = await writeAndKill(folder);
  const wal = readdirSync(folder)
    .filter((name) => name.startsWith("posts-") && name.endsWith("-wal"))
    .map((name) => join(folder, name))
    .sort()
    .at(-1)!;
  // Half of a frame that never got whole.
  const file = openSync(wal, "r+");
  writeSync(file, Buffer.alloc(9_000, 0xa5), 0, 9_000, statSync(wal).size);
  const index = await openLiveIndex(folder, { shards: crashShards, readers: 1 });
  await checkPromises(index, new Set(promised));
  await index.ingest(crashBatch(100_000));
  assert.deepEqual(await index.fates([refOf(100_000 * batchPosts)]), ["there"]);
  await index.close();
});

test("a second process is turned away, and gets in once the first is gone", async () => {
  const folder = join(home, "one");
  const index = await openLiveIndex(folder);
  await assert.rejects(openLiveIndex(folder), { code: "busy", message: /in use by another process/ });
  await index.close();
  await (await openLiveIndex(folder)).close();
});
