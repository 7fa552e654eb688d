import assert from "node:assert/strict";
import { test } from "node:test";
import { grammarFor, grammarNames, loadGrammar } from "./code-grammars.ts";

test("every grammar in the list is installed and brings a scope of its own", async () => {
  for (const name of grammarNames) {
    const { default: registrations } = await loadGrammar(name);
    assert.ok(registrations.at(-1)?.scopeName, name);
  }
});

test("languages are known by the names people write", () => {
  assert.deepEqual(["py", "ts", "sh", "c++", "yml", "jsx"].map(grammarFor), [
    "python",
    "typescript",
    "bash",
    "cpp",
    "yaml",
    "tsx",
  ]);
});
