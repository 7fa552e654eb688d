// The chapter "In the workspace" of docs/commands.md and the registry say the same.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { knownWords } from "./fill-prompt.ts";
import { keyCaps } from "./keys.ts";
import { commandNamed, commands, laterNames } from "./registry.ts";

const whole = readFileSync(new URL("../../../../docs/commands.md", import.meta.url), "utf8");
const chapter = /^## In the workspace$([\s\S]*?)^## /m.exec(whole)?.[1] ?? "";

test("every slash command is documented", () => {
  const missing = commands.flatMap(({ slash = [] }) =>
    slash.filter((name) => !chapter.includes(`\`/${name}\``)),
  );
  assert.deepEqual(missing, []);
});

test("every documented slash command is there", () => {
  const named = [...chapter.matchAll(/`\/([a-z0-9-]+)/g)].map(([, name]) => name!);
  assert.deepEqual(
    named.filter((name) => commandNamed(name) === undefined && !laterNames.has(name)),
    [],
  );
});

test("the keys of a command stand on its line", () => {
  const lines = chapter.split("\n").filter((line) => line.startsWith("|"));
  for (const { slash, keys } of commands) {
    if (keys === undefined || slash === undefined) continue;
    const caps = keyCaps(keys[0]!, false).join(" ");
    const line = lines.find((candidate) => candidate.includes(`\`/${slash[0]}\``));
    assert.ok(line?.includes(caps), `${slash[0]}: ${caps}`);
  }
  for (const { keys = [] } of commands)
    assert.ok(keys.length === 0 || chapter.includes(keyCaps(keys[0]!, false).join(" ")));
});

test("every word that is filled in by itself is documented", () => {
  for (const word of knownWords) assert.ok(chapter.includes(`\`{${word}}\``), word);
});
