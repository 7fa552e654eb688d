import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { createInterface } from "node:readline";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { ConversationStore } from "@grok/conversation";
import { openSqliteStore } from "@grok/store";
import { replyText } from "./crash-words.ts";
import { temporaryHome } from "./temporary-store.ts";

const writer = fileURLToPath(new URL("./crash-writer.ts", import.meta.url));
const kills = 12;

interface Acknowledged {
  what: "start" | "append" | "fold" | "end";
  run: string;
  seq: number;
}

/** Lets a writer work for a random while, kills it with SIGKILL, and gives what it was promised. */
async function writeAndKill(path: string, first: number): Promise<Acknowledged[]> {
  const child: ChildProcess = spawn(process.execPath, [writer, path, String(first)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const promised: Acknowledged[] = [];
  const lines = createInterface({ input: child.stdout! });
  lines.on("line", (line) => promised.push(JSON.parse(line) as Acknowledged));
  await once(lines, "line");
  await sleep(Math.random() * 60);
  const ended = once(lines, "close");
  child.kill("SIGKILL");
  const [, signal] = (await once(child, "exit")) as [number | null, string | null];
  assert.equal(signal, "SIGKILL", "the writer ended by itself");
  await ended;
  return promised;
}

async function checkPromises(store: ConversationStore, promised: readonly Acknowledged[]): Promise<void> {
  for (const { what, run: id, seq } of promised) {
    const run = await store.run("ada", id);
    if (what === "append") assert.ok(run.seq >= seq);
    if (what === "fold") assert.ok(run.foldedSeq >= seq);
    if (what === "end") assert.equal(run.status, "ended");
  }
}

/** Whatever moment the kill hit: each run is as some whole transaction left it. */
async function checkRun(store: ConversationStore, id: string): Promise<void> {
  const run = await store.run("ada", id);
  const events = await store.runEvents("ada", id, 0);
  assert.deepEqual(
    events.map((event) => event.seq),
    Array.from({ length: run.seq }, (_, at) => at + 1),
  );
  const [node] = await store.nodes("ada", run.conversationId, [id]);
  const text = node?.parts.map((part) => part.text).join("");
  if (run.status === "ended") {
    assert.equal(node?.status, "done");
    assert.equal(text, replyText(1, 13));
    assert.equal(events.at(-1)?.type, "ended");
    assert.equal((await store.generated(run.conversationId, [id])).size, 1);
  } else {
    assert.equal(node?.status, "running");
    assert.equal(text, replyText(1, run.foldedSeq));
  }
  assert.equal((await store.path("ada", run.conversationId, id)).length, 3);
}

test(`what was acknowledged survives kill -9, ${kills} times at random moments`, async (t) => {
  const home = temporaryHome();
  let promises = 0;
  let interrupted = 0;
  try {
    for (let round = 0; round < kills; round++) {
      const promised = await writeAndKill(home.path, round * 1_000_000);
      promises += promised.length;
      const store = await openSqliteStore(home.path);
      await checkPromises(store, promised);
      for (const id of new Set(promised.map((each) => each.run))) await checkRun(store, id);
      const lastRun = promised.at(-1)?.run;
      assert.equal(
        (await store.view("ada", "pane", (await store.run("ada", lastRun!)).conversationId))?.leafId,
        lastRun,
      );

      const options = { live: new Set<string>(), nowMs: 2 };
      const before = await store.diagnose({ ...options, mend: false });
      assert.deepEqual(
        before.findings.filter((finding) => finding.code !== "run-without-end"),
        [],
      );
      assert.ok(before.findings.length <= 1, "one writer has at most one live run");
      await store.diagnose({ ...options, mend: true });
      for (const { nodeId, conversationId } of before.findings) {
        interrupted++;
        const { seq } = await store.run("ada", nodeId!);
        const [node] = await store.nodes("ada", conversationId!, [nodeId!]);
        assert.equal(node?.status, "interrupted");
        assert.equal(node?.parts.map((part) => part.text).join(""), replyText(1, seq - 1));
      }
      assert.deepEqual((await store.diagnose({ ...options, mend: false })).findings, []);
      assert.equal((await store.search("ada", "question", 50)).length > 0, true);
      await store.close();
    }
  } finally {
    home.remove();
  }
  t.diagnostic(`${promises} promises kept, ${interrupted} runs interrupted with their text`);
  assert.ok(promises > kills);
});

test("a kill while the file is being made leaves one that opens", async () => {
  for (let round = 0; round < 5; round++) {
    const home = temporaryHome();
    const child = spawn(process.execPath, [writer, home.path, "0"], { stdio: "ignore" });
    while (!existsSync(home.path)) await sleep(1);
    await sleep(round * 2);
    child.kill("SIGKILL");
    await once(child, "exit");
    const store = await openSqliteStore(home.path);
    const { findings } = await store.diagnose({ mend: true, live: new Set(), nowMs: 2 });
    assert.deepEqual(
      findings.filter((finding) => finding.code !== "run-without-end"),
      [],
    );
    await store.close();
    home.remove();
  }
});
