import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { type AccessStore, openAccess, openSqliteStore, readPlans } from "@grok/access";
import { createMemoryStore } from "./memory-store.ts";

const folder = mkdtempSync(join(tmpdir(), "grok-access-"));
after(() => rmSync(folder, { recursive: true }));
const none = { minute: null, day: null, month: null };
const limits = { requests: none, tokens: { ...none, month: 1_000 } };
const start = Date.UTC(2026, 4, 15, 12);
const day = 86_400_000;

const engines: Record<string, () => { store: AccessStore; again: () => AccessStore }> = {
  memory() {
    const store = createMemoryStore();
    return { store, again: () => store };
  },
  SQLite() {
    const path = join(folder, "access.sqlite");
    return { store: openSqliteStore(path), again: () => openSqliteStore(path) };
  },
};

for (const [name, open] of Object.entries(engines))
  test(`${name}: neither a restart nor a clock put back fills a month's budget again`, async () => {
    let nowMs = start;
    const options = { plans: readPlans(null), now: () => nowMs };
    const { store, again } = open();
    const first = await openAccess({ ...options, store });
    const { key } = await first.keys.create("ada", { name: "notebook", plan: "free", limits });
    first.take(key, 400).settle({ requests: 1, tokens: 300 });
    // At work when the server stops: what was taken stays taken.
    first.take(key, 500);
    first.used(key.id, { promptTokens: 200, outputTokens: 100 });
    await first.close();
    await first.close();

    nowMs = start - 40 * day;
    const second = await openAccess({ ...options, store: again() });
    const kept = second.keys.get(key.id);
    const left = () => second.standings(kept).find(({ owner }) => owner === "key")?.remaining;
    assert.equal(left(), 200);
    assert.throws(() => second.take(kept, 201), {
      code: "rate-limited",
      message: /1000 tokens a month of this key/,
    });
    nowMs = start;
    assert.equal(left(), 200);
    assert.deepEqual(await second.usage(1), [
      {
        keyId: key.id,
        day: Math.floor(start / day),
        requests: 1,
        promptTokens: 200,
        outputTokens: 100,
        refused: 0,
      },
    ]);
    assert.equal(second.lastUsedAtMs(key.id), start);
    nowMs = Date.UTC(2026, 5, 1);
    assert.equal(left(), 1_000);
    await second.close();
  });

test("counts that cannot be stored are told of, kept, and stored later", async () => {
  const store = createMemoryStore();
  let broken = true;
  const failing: AccessStore = {
    ...store,
    saveCounts: (batch) => (broken ? Promise.reject(new Error("disk")) : store.saveCounts(batch)),
  };
  const access = await openAccess({ store: failing, plans: readPlans(null) });
  const { key } = await access.keys.create("ada", { name: "x", limits });
  access.take(key, 10).settle({ requests: 1, tokens: 10 });
  access.used(key.id, { promptTokens: 10, outputTokens: 0 });
  await assert.rejects(access.flush(), /disk/);
  access.used(key.id, { promptTokens: 5, outputTokens: 1 });
  broken = false;
  const [usage] = await access.usage(1);
  assert.deepEqual([usage?.requests, usage?.promptTokens, usage?.outputTokens], [2, 15, 1]);
  const { meters } = await store.load();
  assert.deepEqual(
    meters
      .find(({ scope, kind }) => scope === `key:${key.id}` && kind === "tokens")
      ?.months.map(([, used]) => used),
    [10],
  );
  await access.close();
});
