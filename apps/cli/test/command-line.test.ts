import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";

const main = fileURLToPath(new URL("../src/main.ts", import.meta.url));
const home = mkdtempSync(join(tmpdir(), "grok-cli-"));
after(() => rmSync(home, { recursive: true, force: true }));

/** Runs the command over an empty home, away from any network. */
function grok(args: readonly string[], input = "") {
  const env = { ...process.env, GROK_HOME: home, HF_ENDPOINT: "http://127.0.0.1:9", GROK_PORT: "0" };
  return spawnSync(process.execPath, [main, ...args], { input, env, encoding: "utf8", timeout: 60_000 });
}

test("help is no failure, and names every command", () => {
  const { status, stdout } = grok(["--help"]);
  assert.equal(status, 0);
  for (const name of ["up", "chat", "models", "doctor", "export", "import"])
    assert.match(stdout, new RegExp(`\\b${name}\\b`));
});

test("a command that does not exist, and a setting that cannot be, end with 2 and say what there is", () => {
  const unknown = grok(["sing"]);
  assert.equal(unknown.status, 2);
  assert.match(unknown.stderr, /unknown command 'sing'/);
  const port = grok(["up", "--no-open", "--port", "70000"]);
  assert.equal(port.status, 2);
  assert.match(port.stderr, /70000/);
});

test("binding to other addresses without a password is refused with what to do", () => {
  const { status, stderr } = grok(["up", "--no-open", "--host", "0.0.0.0"]);
  assert.notEqual(status, 0);
  assert.match(stderr, /GROK_PASSWORD/);
});

test("doctor finds nothing wrong with an empty home, and an export of nothing can be imported", () => {
  const doctor = grok(["doctor"]);
  assert.equal(doctor.status, 0, doctor.stderr);
  assert.match(doctor.stdout, /Everything is in order/);
  const file = join(home, "all.jsonl");
  assert.equal(grok(["export", "--output", file]).status, 0);
  const imported = grok(["import", file]);
  assert.equal(imported.status, 0, imported.stderr);
  assert.match(imported.stdout, /0 conversations and 0 messages/);
});

test("a file that is no export brings nothing and says which line was not understood", () => {
  const file = join(home, "wrong.jsonl");
  writeFileSync(file, "this is not JSON\n");
  const { status, stderr } = grok(["import", file]);
  assert.equal(status, 1);
  assert.match(stderr, /line 1/);
});

test("an export that fails leaves no half-written file", () => {
  const { status, stderr } = grok([
    "export",
    "--conversation",
    "0199a000-0000-7000-8000-000000000000",
    "--output",
    join(home, "half.jsonl"),
  ]);
  assert.equal(status, 1);
  assert.notEqual(stderr.trim(), "");
  assert.deepEqual(
    readdirSync(home).filter((name) => name.startsWith("half")),
    [],
  );
});

test("models that this machine cannot hold are not offered unless asked for", () => {
  const all = grok(["models", "list", "--all"]);
  assert.equal(all.status, 0, all.stderr);
  assert.match(all.stdout, /grok-1 .*/);
  assert.match(all.stdout, /smollm2-135m/);
  const unknown = grok(["models", "info", "no-such-model"]);
  assert.equal(unknown.status, 1);
  assert.match(unknown.stderr, /no-such-model/);
});
