import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { openHome, readServerNote } from "./open-home.ts";

const folder = mkdtempSync(join(tmpdir(), "grok-home-"));
after(() => rmSync(folder, { recursive: true }));
const note = { url: "http://127.0.0.1:4242", pid: process.pid, startedAtMs: 1, token: "t" };

test("a home is made closed to others, and its note can be read by its owner alone", () => {
  const path = join(folder, "deep", "home");
  const home = openHome(path);
  assert.equal(statSync(path).mode & 0o777, 0o700);
  home.announce(note);
  assert.equal(statSync(join(path, "server.json")).mode & 0o777, 0o600);
  assert.deepEqual(readServerNote(path), note);
  home.release();
  home.release();
  assert.equal(readServerNote(path), null);
});

test("a second server on one home is refused and told where the first one answers", () => {
  const path = join(folder, "shared");
  const home = openHome(path);
  home.announce(note);
  assert.throws(() => openHome(path), {
    code: "home-in-use",
    message: `Another server works on ${path}. It answers at http://127.0.0.1:4242 (process ${process.pid}). Use that one, stop it first, or start with another --home.`,
  });
  home.release();
  openHome(path).release();
});

test("another process is refused as well, and a killed one leaves the home free", async () => {
  const path = join(folder, "killed");
  const script = `import { openHome } from ${JSON.stringify(import.meta.resolve("./open-home.ts"))};
    openHome(${JSON.stringify(path)}); console.log("held"); setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", script], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  await once(child.stdout, "data");
  assert.throws(() => openHome(path), { code: "home-in-use" });
  child.kill("SIGKILL");
  await once(child, "exit");
  openHome(path).release();
});

test("a home that cannot be made is refused with the way on", () => {
  const file = join(folder, "file");
  writeFileSync(file, "");
  assert.throws(() => openHome(join(file, "home")), {
    code: "home-unwritable",
    message: /--home or GROK_HOME/,
  });
  assert.ok(existsSync(file));
});
