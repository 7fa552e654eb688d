import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { hashKey, isKeyText, newKeyText, redactKey } from "./key-text.ts";

const bytes = fc.uint8Array({ minLength: 32, maxLength: 32 });

test("every key has the form of one, and different numbers give different keys", () => {
  fc.assert(
    fc.property(bytes, bytes, (a, b) => {
      const [left, right] = [newKeyText(a), newKeyText(b)];
      assert.match(left, /^xai-[0-9A-Za-z]{49}$/);
      assert.ok(isKeyText(left));
      assert.equal(left === right, Buffer.compare(a, b) === 0);
    }),
  );
  assert.ok(isKeyText(newKeyText(new Uint8Array(32))));
  assert.notEqual(newKeyText(), newKeyText());
});

test("a key with one wrong, missing or additional character is told by its checksum", () => {
  fc.assert(
    fc.property(bytes, fc.nat(52), fc.constantFrom(..."09AZaz"), (number, at, digit) => {
      const key = newKeyText(number);
      const changed = `${key.slice(0, at)}${digit}${key.slice(at + 1)}`;
      assert.equal(isKeyText(changed), changed === key);
      assert.ok(!isKeyText(key.slice(0, at) + key.slice(at + 1)));
      assert.ok(!isKeyText(`${key}${digit}`));
    }),
  );
  for (const text of ["", "xai-", "sk-none", `${newKeyText()}\n`, `xai-${"é".repeat(49)}`])
    assert.ok(!isKeyText(text), text);
});

test("what is shown and stored of a key does not tell it", () => {
  const key = newKeyText();
  assert.equal(redactKey(key), `xai-…${key.slice(-4)}`);
  assert.equal(hashKey(key).length, 32);
  assert.ok(!hashKey(key).toString("latin1").includes(key.slice(4, 12)));
});
