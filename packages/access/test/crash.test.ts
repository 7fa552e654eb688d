// A process that is killed forgets at most what was counted since the last flush.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { flushEveryMs, openAccess, openSqliteStore, readPlans } from "@grok/access";

test("after kill -9 at most a flush interval of counts is lost, and nothing is counted twice", async () => {
  const folder = mkdtempSync(join(tmpdir(), "grok-access-crash-"));
  const path = join(folder, "access.sqlite");
  const writer = spawn(process.execPath, [fileURLToPath(new URL("crash-writer.ts", import.meta.url)), path]);
  let said = "";
  writer.stdout.on("data", (chunk) => {
    said += chunk;
  });
  const ended = new Promise((resolve) => writer.once("close", resolve));
  const counts = () =>
    said
      .trim()
      .split("\n")
      .filter(Boolean)
      .map((line) => line.split(" ").map(Number));
  while (counts().length < 2) await sleep(20);
  await sleep(2.4 * flushEveryMs);
  writer.kill("SIGKILL");
  await ended;
  const told = counts();
  const [last, atMs] = told.at(-1)!;

  const access = await openAccess({ store: openSqliteStore(path), plans: readPlans(null) });
  const [key] = access.keys.list();
  const standing = access.standings(key!).find(({ kind }) => kind === "tokens")!;
  const stored = standing.limit - standing.remaining;
  // Twice the interval, for a machine that is busy with other things.
  const before = told.findLast(([, when]) => when! <= atMs! - 2 * flushEveryMs)?.[0] ?? 0;
  assert.ok(stored >= before && stored <= last! + 3, `${stored} stored, ${before} to ${last} told`);
  assert.ok(stored > 0);
  const [usage] = await access.usage(1);
  assert.equal(usage!.promptTokens + usage!.outputTokens, stored);
  assert.ok(access.lastUsedAtMs(key!.id)! <= atMs! + 1_000);
  await access.close();
  rmSync(folder, { recursive: true });
});
