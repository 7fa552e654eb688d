import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { removeStateFolders, StateFiles } from "./state-files.ts";

test("states lie where only their user looks, and what dead processes left is removed", () => {
  const { pid } = spawnSync(process.execPath, ["-e", ""]);
  const left = join(tmpdir(), `grok-branches-${pid}-left`);
  mkdirSync(left, { recursive: true });
  writeFileSync(join(left, "1.state"), "words");

  const files = new StateFiles(1000);
  assert.ok(!existsSync(left));
  const [first, second] = [files.path(), files.path()];
  assert.notEqual(first, second);
  assert.equal(statSync(dirname(first)).mode & 0o777, process.platform === "win32" ? 0o666 : 0o700);

  removeStateFolders((of) => of === process.pid);
  assert.ok(!existsSync(dirname(first)));
});

test("no folder is made before something is saved, and what fits nowhere goes to disk", () => {
  const files = new StateFiles(Number.POSITIVE_INFINITY);
  const made = (place: string) =>
    readdirSync(place).filter((name) => name.startsWith(`grok-branches-${process.pid}-`));
  assert.deepEqual(made(tmpdir()), []);
  assert.equal(dirname(dirname(files.path())), tmpdir());
  assert.equal(made(tmpdir()).length, 1);
  removeStateFolders((pid) => pid === process.pid);
});
