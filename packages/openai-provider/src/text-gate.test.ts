import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { createTextGate } from "./text-gate.ts";

function through(pieces: readonly string[], stop: readonly string[]): string[] {
  const gate = createTextGate(stop);
  return [...pieces.map((piece) => gate.push(piece)), gate.flush()];
}

test("text without a stop text passes at once and unchanged", () => {
  assert.deepEqual(through(["Hello ", "there"], []), ["Hello ", "there", ""]);
});

test("what could begin a stop text waits until it is clear", () => {
  assert.deepEqual(through(["a EN", "D b"], ["END"]), ["a ", "", ""]);
  assert.deepEqual(through(["a EN", "T b"], ["END"]), ["a ", "ENT b", ""]);
  assert.deepEqual(through(["a EN"], ["END"]), ["a ", "EN"]);
});

test("the stop text that is complete first ends the text, and nothing passes after it", () => {
  const gate = createTextGate(["two", "one"]);
  assert.equal(gate.push("zero one two"), "zero ");
  assert.equal(gate.stopped, true);
  assert.equal(gate.push("three"), "");
  assert.equal(gate.flush(), "");
});

test("an empty stop text stops nothing", () => {
  assert.deepEqual(through(["abc"], [""]), ["abc", ""]);
});

test("half a surrogate pair waits for the other half, or becomes the replacement character", () => {
  assert.deepEqual(through(["a\ud83d", "\ude42b"], []), ["a", "🙂b", ""]);
  assert.deepEqual(through(["a\ud83d", "b"], []), ["a", "\ufffdb", ""]);
  assert.deepEqual(through(["a\ud83d"], []), ["a", "\ufffd"]);
  assert.deepEqual(through(["\ude42b"], []), ["\ufffdb", ""]);
});

test("however the text is cut, what passes is the text up to the first stop text", () => {
  const text = fc.string({ unit: fc.constantFrom("a", "b", "ab", "🙂", "\ud83d") });
  fc.assert(
    fc.property(
      fc.array(text, { maxLength: 12 }),
      fc.array(fc.string({ unit: fc.constantFrom("a", "b"), minLength: 1, maxLength: 4 }), { maxLength: 3 }),
      (pieces, stop) => {
        const whole = pieces.join("");
        const found = stop
          .map((one) => ({ start: whole.indexOf(one), end: whole.indexOf(one) + one.length }))
          .filter(({ start }) => start >= 0)
          .sort((x, y) => x.end - y.end || x.start - y.start);
        const expected = whole.slice(0, found[0]?.start).toWellFormed();
        const passed = through(pieces, stop);
        assert.equal(passed.join(""), expected);
        assert.ok(passed.every((piece) => piece.isWellFormed()));
      },
    ),
  );
});
