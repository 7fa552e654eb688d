import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, rmSync, statSync, writeFileSync } from "node:fs";
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
  const [first, second] = [files.path(), files.path()];
  assert.notEqual(first, second);
  assert.equal(statSync(dirname(first)).mode & 0o777, process.platform === "win32" ? 0o666 : 0o700);
  assert.ok(!existsSync(left));

  removeStateFolders((of) => of === process.pid);
  assert.ok(!existsSync(dirname(first)));
});

test("no folder is made before something is saved", () => {
  new StateFiles(Number.POSITIVE_INFINITY);
  const files = new StateFiles(Number.POSITIVE_INFINITY);
  assert.equal(
    dirname(dirname(files.path())),
    tmpdir(),
    "what fits nowhere goes to the folder for temporary files",
  );
  removeStateFolders((pid) => pid === process.pid);
  rmSync(files.path(), { force: true });
});
