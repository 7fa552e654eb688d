import assert from "node:assert/strict";
import { openSync, readFileSync, statSync, writeFileSync, writeSync } from "node:fs";
import { test } from "node:test";
import { answered, sampleStart } from "@grok/conversation/sample-runs";
import { sampleQuestion } from "@grok/conversation/sample-tree";
import { openSqliteStore } from "@grok/store";
import { Database } from "../src/database.ts";
import { migrate } from "../src/migrate.ts";
import { inlineReader } from "../src/reader.ts";
import { SqliteStore } from "../src/sqlite-store.ts";
import { temporaryHome } from "./temporary-store.ts";

/** A store whose file may grow by this many pages of 4 KiB, as on a disk that is nearly full. */
function nearlyFull(pages: number) {
  const database = new Database(":memory:");
  migrate(database);
  const used = database.get<{ page_count: number }>("PRAGMA page_count")!.page_count;
  database.exec(`PRAGMA max_page_count = ${used + pages}`);
  const store = new SqliteStore(database, inlineReader(database), { release() {} }, Date.now);
  return { store, makeRoom: () => database.exec("PRAGMA max_page_count = 1000000") };
}

test("on a full disk a message is refused whole, and stored once there is room", async () => {
  const { store, makeRoom } = nearlyFull(20);
  await answered(store, 100, "small");
  const large = sampleStart(200, { text: "x".repeat(500_000) });
  await assert.rejects(store.startRun(large), {
    code: "storage-full",
    message: /no room left.*nothing of this was stored.*Free some disk space/,
  });
  await assert.rejects(store.conversation("ada", large.conversation.id), { code: "not-found" });
  await assert.rejects(store.run("ada", large.run.id), { code: "not-found" });
  const nothing = { mend: false, live: new Set<string>(), nowMs: 1 };
  assert.deepEqual((await store.diagnose(nothing)).findings, []);
  assert.equal((await store.conversations("ada", { limit: 9 })).conversations.length, 1);

  makeRoom();
  assert.equal(await store.startRun(large), true);
  await store.close();
});

test("on a full disk a reply keeps what was folded, and can end later", async () => {
  const { store, makeRoom } = nearlyFull(20);
  const start = sampleStart(100);
  await store.startRun(start);
  await store.appendRunEvents(start.run.id, [{ seq: 1, type: "text", text: "begin" }], 1);
  await store.foldRun(start.run.id, [{ type: "text", text: "begin" }], 1);
  const text = "y".repeat(400_000);
  await assert.rejects(store.foldRun(start.run.id, [{ type: "text", text }], 1), { code: "storage-full" });
  const node = { ...start.reply, status: "done" as const, parts: [{ type: "text" as const, text }] };
  const end = { runId: node.id, node, events: [{ seq: 2, type: "ended" as const, node }], generated: null };
  await assert.rejects(store.endRun(end), { code: "storage-full" });
  const [kept] = await store.nodes("ada", start.conversation.id, [node.id]);
  assert.deepEqual(kept?.parts, [{ type: "text", text: "begin" }]);
  makeRoom();
  await store.endRun(end);
  assert.equal((await store.run("ada", node.id)).status, "ended");
  await store.close();
});

test("a disk that is full when the file is made is told", () => {
  const database = new Database(":memory:");
  database.exec("PRAGMA max_page_count = 3");
  assert.throws(() => migrate(database), { code: "storage-full" });
  database.close();
});

test("a file that cannot be written is told, and reading goes on", async () => {
  const home = temporaryHome();
  const before = await openSqliteStore(home.path);
  const { conversation, reply } = await answered(before, 100, "hello");
  await before.close();
  const database = new Database(home.path, true);
  const store = new SqliteStore(database, inlineReader(database), { release() {} }, Date.now);
  await assert.rejects(store.addNodes("ada", conversation.id, [sampleQuestion(200, reply)]), {
    code: "storage-full",
    message: /cannot be opened for writing.*permissions/,
  });
  assert.equal((await store.path("ada", conversation.id, reply.id)).length, 3);
  await store.close();
  home.remove();
});

test("a folder where the file should be is told", async () => {
  const home = temporaryHome();
  await assert.rejects(openSqliteStore(home.folder), { code: "storage-full", message: /cannot be opened/ });
  home.remove();
});

test("a file that is no database is told and left alone", async () => {
  const home = temporaryHome();
  const text = "dear diary ".repeat(1_000);
  writeFileSync(home.path, text);
  await assert.rejects(openSqliteStore(home.path), {
    code: "storage-broken",
    message: /damaged or no database.*copy.*backup/,
  });
  assert.equal(readFileSync(home.path, "utf8"), text);
  home.remove();
});

test("a damaged page is told when it is read, and found by diagnose", async () => {
  const home = temporaryHome();
  const before = await openSqliteStore(home.path);
  for (let n = 100; n < 6_000; n += 100) await answered(before, n, "many words ".repeat(400));
  await before.close();
  const file = openSync(home.path, "r+");
  const garbage = Buffer.alloc(4096, 0xa5);
  for (let page = 40; page < statSync(home.path).size / 4096 - 10; page += 3)
    writeSync(file, garbage, 0, 4096, page * 4096);

  const store = await openSqliteStore(home.path);
  const outcomes = await Promise.allSettled(
    Array.from({ length: 59 }, (_, at) => {
      const { conversation, reply } = sampleStart((at + 1) * 100);
      return store.path("ada", conversation.id, reply.id);
    }),
  );
  const failures = outcomes.filter((outcome) => outcome.status === "rejected");
  assert.ok(failures.length > 0);
  for (const { reason } of failures) assert.ok(["storage-broken", "not-found"].includes(reason.code), reason);
  const { findings } = await store.diagnose({ mend: false, live: new Set(), nowMs: 1 });
  assert.ok(findings.some((finding) => finding.code === "damaged-file"));
  await store.close();
  home.remove();
});

test("a closed store says so", async () => {
  const store = await openSqliteStore(":memory:");
  await store.close();
  await assert.rejects(store.conversations("ada", { limit: 5 }), { message: /was closed/ });
  await assert.rejects(store.setSetting("ada", "k", "v"), { message: /was closed/ });
});
