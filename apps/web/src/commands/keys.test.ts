import assert from "node:assert/strict";
import { test } from "node:test";
import { ariaKeys, keyCaps, matchesKeys, type Pressed } from "./keys.ts";
import { commands } from "./registry.ts";

const press = (key: string, code: string, held: Partial<Pressed> = {}): Pressed => ({
  key,
  code,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  isComposing: false,
  ...held,
});
const pc = { mac: false, writing: true };
const mac = { mac: true, writing: true };

test("letters are found by what they write, so that other layouts have them where their legend says", () => {
  // On a French keyboard A and Q have changed places.
  assert.ok(matchesKeys(press("w", "KeyZ", { altKey: true }), "Alt+W", pc));
  assert.ok(!matchesKeys(press("z", "KeyW", { altKey: true }), "Alt+W", pc));
  // A Russian layout writes no Latin letters at all.
  assert.ok(matchesKeys(press("л", "KeyK", { ctrlKey: true }), "Mod+K", pc));
});

test("digits are found by their place, because Shift or a French layout writes something else there", () => {
  assert.ok(matchesKeys(press("!", "Digit1", { altKey: true, shiftKey: true }), "Alt+Shift+1", pc));
  assert.ok(matchesKeys(press("1", "Digit1", { altKey: true, shiftKey: true }), "Alt+Shift+1", pc));
  assert.ok(!matchesKeys(press("@", "Digit2", { altKey: true, shiftKey: true }), "Alt+Shift+1", pc));
});

test("AltGr writes letters and is no command", () => {
  assert.ok(!matchesKeys(press("ę", "KeyE", { altKey: true, ctrlKey: true }), "Alt+E", pc));
  assert.ok(!matchesKeys(press("\\", "Digit8", { altKey: true, ctrlKey: true }), "Mod+\\", pc));
});

test("on a Mac, Option writes letters: while somebody writes, a command wants Control as well", () => {
  const option = press("´", "KeyE", { altKey: true });
  assert.ok(!matchesKeys(option, "Alt+E", mac));
  assert.ok(matchesKeys(option, "Alt+E", { mac: true, writing: false }));
  assert.ok(matchesKeys(press("´", "KeyE", { altKey: true, ctrlKey: true }), "Alt+E", mac));
});

test("on a Mac Command is meant, and Control keeps what it does in text", () => {
  assert.ok(matchesKeys(press("k", "KeyK", { metaKey: true }), "Mod+K", mac));
  assert.ok(!matchesKeys(press("k", "KeyK", { ctrlKey: true }), "Mod+K", mac));
  assert.ok(matchesKeys(press("k", "KeyK", { ctrlKey: true }), "Mod+K", pc));
});

test("the backslash is found wherever a layout has its key", () => {
  assert.ok(matchesKeys(press("\\", "Backslash", { ctrlKey: true }), "Mod+\\", pc));
  assert.ok(matchesKeys(press("|", "Backslash", { ctrlKey: true, shiftKey: true }), "Mod+Shift+\\", pc));
  assert.ok(matchesKeys(press("\\", "IntlBackslash", { ctrlKey: true }), "Mod+\\", pc));
  assert.ok(matchesKeys(press("#", "Backslash", { ctrlKey: true }), "Mod+\\", pc));
});

test("the comma is where it is written", () => {
  assert.ok(matchesKeys(press(",", "KeyM", { ctrlKey: true }), "Mod+,", pc));
  assert.ok(!matchesKeys(press(";", "Comma", { ctrlKey: true }), "Mod+,", pc));
  assert.ok(matchesKeys(press("،", "Comma", { ctrlKey: true }), "Mod+,", pc));
});

test("the question mark is text while somebody writes, and help otherwise, whatever it takes to type it", () => {
  const asked = press("?", "Slash", { shiftKey: true });
  assert.ok(!matchesKeys(asked, "?", pc));
  assert.ok(matchesKeys(asked, "?", { mac: false, writing: false }));
  assert.ok(matchesKeys(press("?", "KeyM", { shiftKey: true }), "?", { mac: false, writing: false }));
});

test("a bare key is meant alone, and Shift makes it another one", () => {
  assert.ok(matchesKeys(press("F6", "F6"), "F6", pc));
  assert.ok(!matchesKeys(press("F6", "F6", { shiftKey: true }), "F6", pc));
  assert.ok(matchesKeys(press("F6", "F6", { shiftKey: true }), "Shift+F6", pc));
  assert.ok(!matchesKeys(press("Escape", "Escape", { ctrlKey: true }), "Escape", pc));
});

test("keys that compose a character are left to whoever composes it", () => {
  for (const { keys = [] } of commands)
    for (const text of keys)
      assert.ok(!matchesKeys(press("Process", "KeyB", { altKey: true, isComposing: true }), text, pc));
});

test("keys are written as the platform writes them", () => {
  assert.deepEqual(keyCaps("Mod+Shift+L", false), ["Ctrl", "Shift", "L"]);
  assert.deepEqual(keyCaps("Mod+Shift+L", true), ["⇧", "⌘", "L"]);
  assert.deepEqual(keyCaps("Alt+N", true), ["⌃⌥", "N"]);
  assert.deepEqual(keyCaps("Escape", false), ["Esc"]);
  assert.equal(ariaKeys("Mod+\\", false), "Control+\\");
  assert.equal(ariaKeys("Mod+\\", true), "Meta+\\");
  assert.equal(ariaKeys("Alt+Shift+1", false), "Alt+Shift+1");
});

test("no two commands answer to one press of a key", () => {
  const letters = "abcdefghijklmnopqrstuvwxyz".split("").map((key) => [key, `Key${key.toUpperCase()}`]);
  const digits = "0123456789".split("").map((key) => [key, `Digit${key}`]);
  const others = [
    ["\\", "Backslash"],
    [",", "Comma"],
    ["F6", "F6"],
    ["Escape", "Escape"],
    ["?", "Slash"],
  ];
  for (const [key, code] of [...letters, ...digits, ...others])
    for (const held of [
      {},
      { altKey: true },
      { ctrlKey: true },
      { altKey: true, ctrlKey: true },
      { metaKey: true },
    ])
      for (const shiftKey of [false, true])
        for (const keyboard of [pc, mac, { ...pc, writing: false }, { ...mac, writing: false }]) {
          const pressed = press(key!, code!, { ...held, shiftKey });
          const heard = commands.flatMap(({ keys = [] }) =>
            keys.filter((text) => matchesKeys(pressed, text, keyboard)),
          );
          assert.ok(heard.length <= 1, `${key}: ${heard.join(" and ")}`);
        }
});
