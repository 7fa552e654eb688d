import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";

const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
const folder = new URL("../src/diagnose/", import.meta.url);

test("the table of findings names every code that diagnose gives", () => {
  const codes = new Set<string>();
  for (const name of readdirSync(folder)) {
    const source = readFileSync(new URL(name, folder), "utf8");
    for (const [, code] of source.matchAll(/(?:sqlCheck(?:<[^(]*>)?\(|finding\(|code:)\s*"([a-z-]+)"/g))
      codes.add(code!);
  }
  assert.ok(codes.size >= 20, `only ${codes.size} codes were found in the sources`);
  for (const code of codes) assert.ok(readme.includes(`\`${code}\``), `${code} is in the table`);
});
