import assert from "node:assert/strict";
import { test } from "node:test";
import { chineseCommandsWords } from "./chinese.ts";
import { englishCommandsWords } from "./english.ts";
import { commandNamed, commands, isReserved, laterNames } from "./registry.ts";

function assertUnique(values: readonly string[]): void {
  const twice = values.filter((value, at) => values.indexOf(value) !== at);
  assert.deepEqual(twice, []);
}

test("no two commands share an id, a name or keys", () => {
  assertUnique(commands.map(({ id }) => id));
  assertUnique(commands.flatMap(({ slash = [] }) => slash));
  assertUnique(commands.flatMap(({ keys = [] }) => keys));
});

test("every command has words in both languages, and there are no words without a command", () => {
  for (const words of [englishCommandsWords, chineseCommandsWords]) {
    assert.deepEqual(Object.keys(words.texts).sort(), commands.map(({ id }) => id as string).sort());
    for (const [id, { title, hint }] of Object.entries(words.texts))
      assert.ok(title.trim() !== "" && hint.trim() !== "", id);
  }
});

test("a command that takes an argument says in both languages what it is, and no other one does", () => {
  for (const { id, argument } of commands)
    for (const words of [englishCommandsWords, chineseCommandsWords])
      assert.equal(words.texts[id].argument !== undefined, argument !== undefined, id);
});

test("names can be typed: small letters, digits and hyphens, as the user's own must be", () => {
  for (const { slash = [] } of commands) for (const name of slash) assert.match(name, /^[a-z0-9-]{1,32}$/);
});

test("every command can be reached: by a name, by keys or in the palette", () => {
  for (const { id, slash, keys, palette } of commands)
    assert.ok(slash !== undefined || keys !== undefined || palette !== false, id);
});

test("a name belongs to its command, and names to come belong to nobody else", () => {
  assert.equal(commandNamed("split")?.id, "split");
  assert.equal(commandNamed("summarize")?.id, "summarise");
  assert.equal(commandNamed("deepsearch"), undefined);
  for (const name of [...laterNames, "help"]) assert.ok(isReserved(name), name);
  assert.equal(isReserved("letter"), false);
});
