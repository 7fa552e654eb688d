import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { type ApiStore, fileBytesMax, openApiStore } from "@grok/api-store";
import { ApiDatabase } from "./api-database.ts";

const home = mkdtempSync(join(tmpdir(), "grok-api-store-"));
const stores: ApiStore[] = [];
const open = () => {
  const store = openApiStore(home);
  stores.push(store);
  return store;
};
after(async () => {
  for (const store of stores) await store.close();
  rmSync(home, { recursive: true, force: true });
});

const answer = (id: string, previousId = "") => ({
  id,
  kind: "response",
  createdAtMs: Date.now(),
  body: `{"id":"${id}"}`,
  input: "[]",
  previousId,
});
const about = async (name: string) => ({ name, purpose: "assistants", ttlMs: null });
const bytes = async function* (...pieces: string[]) {
  for (const piece of pieces) yield Buffer.from(piece);
};

test("nothing is made before something is kept", async () => {
  const empty = mkdtempSync(join(home, "empty-"));
  await openApiStore(empty).close();
  assert.deepEqual(readdirSync(empty), []);
});

test("answers are kept with their events and those before them, each for its tenant alone", async () => {
  const store = open();
  await store.saveAnswer("a", answer("1"));
  await store.saveAnswer("a", answer("2", "1"), ['{"type":"x"}', '{"type":"y"}']);
  assert.equal((await store.answer("a", "2"))?.previousId, "1");
  assert.deepEqual(
    (await store.answersUpTo("a", "2"))?.map(({ id }) => id),
    ["1", "2"],
  );
  assert.deepEqual(await store.events("a", "2"), ['{"type":"x"}', '{"type":"y"}']);
  assert.equal(await store.events("a", "1"), null);
  for (const found of [
    await store.answer("b", "2"),
    await store.answersUpTo("b", "2"),
    await store.events("b", "2"),
  ])
    assert.equal(found, null);
  assert.equal(await store.removeAnswer("b", "1"), false);
  assert.equal(await store.removeAnswer("a", "1"), true);
  assert.equal(await store.answersUpTo("a", "2"), null);
});

test("a deferred answer is read once; what the process before left undone is told as lost", async () => {
  const store = open();
  await store.beginDeferred("a", "d");
  await store.beginDeferred("a", "left");
  assert.deepEqual(await store.takeDeferred("a", "d"), { state: "pending" });
  await store.endDeferred("a", "d", 200, "{}");
  assert.equal(await store.takeDeferred("b", "d"), null);
  assert.deepEqual(await store.takeDeferred("a", "d"), { state: "done", status: 200, body: "{}" });
  assert.equal(await store.takeDeferred("a", "d"), null);
  await store.close();
  const next = open();
  assert.deepEqual(await next.takeDeferred("a", "left"), { state: "lost" });
  await assert.rejects(store.answer("a", "1"), { code: "closed" });
});

test("files are streamed to the disk and back, listed in pages, and gone when deleted", async () => {
  const store = open();
  const added = [];
  for (const name of ["one", "two", "three"])
    added.push(await store.addFile("f", bytes(name, "!"), about(name)));
  assert.equal(added[0]?.bytes, 4);
  const first = await store.files("f", { limit: 2, order: "asc" });
  assert.deepEqual(
    first.map(({ name }) => name),
    ["one", "two"],
  );
  const rest = await store.files("f", { limit: 2, order: "asc", after: first[1]!.id });
  assert.deepEqual(
    rest.map(({ name }) => name),
    ["three"],
  );
  assert.deepEqual((await store.files("f", { limit: 9, order: "desc", purpose: "other" })).length, 0);
  const read = await store.fileBytes("f", added[1]!.id);
  assert.equal(Buffer.concat(await Array.fromAsync(read!)).toString(), "two!");
  assert.equal(await store.fileBytes("g", added[1]!.id), null);
  assert.equal(await store.removeFile("f", added[1]!.id), true);
  assert.equal(await store.file("f", added[1]!.id), null);
  assert.equal(readdirSync(join(home, "api-files")).length, 2);
});

test("a file over the limit is refused and leaves nothing", async () => {
  const store = open();
  const mebibyte = "x".repeat(2 ** 20);
  const pieces = Array.from({ length: fileBytesMax / 2 ** 20 }, () => mebibyte);
  await assert.rejects(store.addFile("big", bytes(...pieces, "x"), about("big")), { code: "too-large" });
  assert.deepEqual(await store.files("big", { limit: 9, order: "asc" }), []);
});

test("a chain of answers that no context could hold is refused, not gathered", () => {
  const database = new ApiDatabase(":memory:");
  const input = "x".repeat(12 * 2 ** 20);
  for (const [id, before] of [
    ["1", ""],
    ["2", "1"],
    ["3", "2"],
  ] as const)
    database.saveAnswer("a", { ...answer(id, before), input }, undefined);
  assert.equal(database.answersUpTo("a", "2")?.length, 2);
  assert.throws(() => database.answersUpTo("a", "3"), { code: "too-large" });
  database.close();
});

test("one tenant's answers take a bounded room: the oldest go first, and nobody else's", () => {
  const database = new ApiDatabase(":memory:", { answerBytesMax: 10_000 });
  const save = (tenant: string, id: string, input = "x".repeat(990)) =>
    database.saveAnswer(tenant, { ...answer(id), createdAtMs: Date.now() + Number(id), input }, undefined);
  const kept = (tenant: string) =>
    Array.from({ length: 20 }, (_, at) => `${at}`).filter((id) => database.answer(tenant, id) !== null);
  save("other", "0");
  for (let id = 0; id < 9; id++) save("a", `${id}`);
  assert.equal(kept("a").length, 9);
  // Written anew, an answer takes no more room than once.
  for (let times = 0; times < 30; times++) save("a", "8");
  assert.equal(kept("a").length, 9);
  assert.ok(database.removeAnswer("a", "4"));
  save("a", "9");
  save("a", "10");
  assert.deepEqual(kept("a"), ["2", "3", "5", "6", "7", "8", "9", "10"]);
  assert.deepEqual(kept("other"), ["0"]);
  // One that is larger than all the room is kept alone.
  save("a", "11", "x".repeat(20_000));
  assert.deepEqual(kept("a"), ["11"]);
  database.close();
});

test("what has had its time is not found, and is swept away", () => {
  let now = 1_000;
  const database = new ApiDatabase(":memory:", { now: () => now });
  database.saveAnswer("a", { ...answer("1"), createdAtMs: now }, undefined);
  database.beginDeferred("a", "d");
  database.addFile("a", { id: "f", name: "n", purpose: "p", bytes: 1, createdAtMs: now, expiresAtMs: 5_000 });
  now = 6_000;
  assert.equal(database.file("a", "f"), null);
  assert.deepEqual(database.sweep(), ["f"]);
  now += 86_400_001;
  assert.equal(database.takeDeferred("a", "d"), null);
  now += 30 * 86_400_000;
  assert.equal(database.answer("a", "1"), null);
  database.close();
});

test("what is kept is for its owner alone; where nothing can be written, that is told", async () => {
  if (process.platform !== "win32")
    for (const name of ["api.sqlite", "api-files"])
      assert.equal(statSync(join(home, name)).mode & 0o077, 0, name);
  const store = openApiStore(join(home, "nowhere"));
  stores.push(store);
  await assert.rejects(store.answer("a", "1"), { code: "storage-full", message: /cannot be written/ });
});

test("a damaged or foreign file is told, not touched", async () => {
  const broken = mkdtempSync(join(home, "broken-"));
  writeFileSync(join(broken, "api.sqlite"), "no database at all, and long enough to be looked at".repeat(20));
  const store = openApiStore(broken);
  stores.push(store);
  await assert.rejects(store.answer("a", "1"), { code: "storage-broken", message: /damaged/ });
});
