import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readdir, utimes, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { temporaryFolder } from "../../test/hub-under-test.ts";
import { lockFile } from "./file-lock.ts";

const signal = new AbortController().signal;
const eager = { signal, wait: true, pollMs: 2 };

test("only one holds a lock at a time, and all get it in the end", async (t) => {
  const target = join(temporaryFolder(t), "file");
  let holders = 0;
  let most = 0;
  await Promise.all(
    Array.from({ length: 12 }, async () => {
      await using _lock = await lockFile(target, eager);
      holders += 1;
      most = Math.max(most, holders);
      await wait(3);
      holders -= 1;
    }),
  );
  assert.equal(most, 1);
  assert.deepEqual(await readdir(join(target, "..")), []);
});

test("the lock of a dead process is taken over by exactly one of those that wait", async (t) => {
  const target = join(temporaryFolder(t), "file");
  const dead = spawnSync(process.execPath, ["-e", "0"]).pid;
  await writeFile(`${target}.lock`, JSON.stringify({ token: "old", pid: dead, host: hostname() }));
  let holders = 0;
  await Promise.all(
    Array.from({ length: 6 }, async () => {
      await using _lock = await lockFile(target, eager);
      holders += 1;
      assert.equal(holders, 1);
      await wait(2);
      holders -= 1;
    }),
  );
});

test("the lock of a living process stands, one from another machine only while it is fresh", async (t) => {
  const target = join(temporaryFolder(t), "file");
  const path = `${target}.lock`;
  const owner = (host: string) => JSON.stringify({ token: "other", pid: process.ppid, host });
  await writeFile(path, owner(hostname()));
  await assert.rejects(lockFile(target, { signal, wait: false }), { code: "busy" });
  await writeFile(path, owner("another-machine"));
  await assert.rejects(lockFile(target, { signal, wait: false }), {
    code: "busy",
    message: /another-machine/,
  });
  const longAgo = new Date(Date.now() - 10 * 60_000);
  await utimes(path, longAgo, longAgo);
  await using lock = await lockFile(target, { signal, wait: false });
  assert.equal(lock.lost.aborted, false);
});

test("a lock file that names nobody is taken over once it is old", async (t) => {
  const target = join(temporaryFolder(t), "file");
  await writeFile(`${target}.lock`, "");
  const longAgo = new Date(Date.now() - 10 * 60_000);
  await utimes(`${target}.lock`, longAgo, longAgo);
  await using _lock = await lockFile(target, eager);
});

test("waiting can be stopped", async (t) => {
  const target = join(temporaryFolder(t), "file");
  await using _lock = await lockFile(target, eager);
  const stop = new AbortController();
  const waiting = lockFile(target, { signal: stop.signal, wait: true, onWaiting: () => stop.abort() });
  await assert.rejects(waiting, { code: "cancelled" });
});
