import assert from "node:assert/strict";
import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { openSeal } from "./seal.ts";

const home = mkdtempSync(join(tmpdir(), "grok-seal-"));
after(() => rmSync(home, { recursive: true, force: true }));

test("what is sealed is known again, after a new start too, by the same server for the same tenant", () => {
  const sealed = openSeal(home).close("mira", "They want weather. 🙂");
  assert.equal(openSeal(home).open("mira", sealed), "They want weather. 🙂");
  assert.equal(openSeal(home).open("tom", sealed), null);
  const other = mkdtempSync(join(home, "other-"));
  assert.equal(openSeal(other).open("mira", sealed), null);
  assert.ok(!sealed.includes("weather"));
  if (process.platform !== "win32") assert.equal(statSync(join(home, "api-seal.key")).mode & 0o777, 0o600);
});

test("what was changed, cut or never sealed is not known", () => {
  const seal = openSeal(home);
  const bytes = Buffer.from(seal.close("mira", "text"), "base64");
  bytes[bytes.length - 1]! ^= 1;
  for (const text of [
    bytes.toString("base64"),
    bytes.subarray(0, 20).toString("base64"),
    "",
    "not base64 at all",
  ])
    assert.equal(seal.open("mira", text), null);
});

test("a damaged key is told, not used", () => {
  const broken = mkdtempSync(join(home, "broken-"));
  writeFileSync(join(broken, "api-seal.key"), "short");
  assert.throws(() => openSeal(broken).close("mira", "text"), { code: "home-unwritable" });
});
