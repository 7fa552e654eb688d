import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import { answered } from "@grok/conversation/sample-runs";
import { openSqliteStore } from "@grok/store";
import { temporaryHome } from "./temporary-store.ts";

test("a search sees what was acknowledged just before it", async () => {
  const home = temporaryHome();
  const store = await openSqliteStore(home.path);
  for (let n = 100; n < 400; n += 10) {
    await answered(store, n, `marker${n}`);
    assert.equal((await store.search("ada", `marker${n}`, 5)).length, 1);
  }
  await store.close();
  home.remove();
});

test("searches asked at once are each answered with their own", async () => {
  const home = temporaryHome();
  const store = await openSqliteStore(home.path);
  await Promise.all(Array.from({ length: 20 }, (_, at) => answered(store, 100 + at * 10, `unique${at}x`)));
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, at) => store.search("ada", `unique${at}x`, 5)),
  );
  assert.deepEqual(
    answers.map((hits) => hits[0]?.excerpt),
    Array.from({ length: 20 }, (_, at) => `unique${at}x`),
  );
  await store.close();
  home.remove();
});

test("closing ends searches that wait, and later ones", async () => {
  const home = temporaryHome();
  const store = await openSqliteStore(home.path);
  await answered(store, 100, "hello");
  const waiting = store.search("ada", "hello", 5).then(
    (hits) => hits.length,
    (error) => error.message,
  );
  await store.close();
  assert.ok([1, `the store ${home.path} was closed`].includes(await waiting));
  await assert.rejects(store.search("ada", "hello", 5), { message: /was closed/ });
  home.remove();
});

test("a process that forgets to close its store still ends, after its searches", () => {
  const home = temporaryHome();
  const program = `
    import { openSqliteStore } from "@grok/store";
    const store = await openSqliteStore(${JSON.stringify(home.path)});
    await store.setSetting("ada", "k", "v");
    console.log((await store.search("ada", "hello", 5)).length);`;
  const { status, stdout, stderr } = spawnSync(process.execPath, ["--input-type=module", "--eval", program], {
    cwd: import.meta.dirname,
    encoding: "utf8",
    timeout: 60_000,
  });
  assert.deepEqual([status, stdout.trim()], [0, "0"], stderr);
  home.remove();
});
