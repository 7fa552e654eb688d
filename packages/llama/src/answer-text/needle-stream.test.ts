import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { NeedleStream } from "./needle-stream.ts";

/** Feeds `pieces`; what came through before the first needle, and the needle. */
function feed(needles: readonly string[], pieces: readonly string[]): { text: string; needle?: string } {
  const stream = new NeedleStream(needles);
  let text = "";
  for (const piece of pieces) {
    const hit = stream.push(piece);
    text += hit.text;
    if (hit.needle !== undefined) return { text, needle: hit.needle };
  }
  return { text: text + stream.flush() };
}

test("a needle is found when it is split over pieces", () => {
  assert.deepEqual(feed(["END"], ["one E", "N", "D two"]), { text: "one ", needle: "END" });
});

test("text that only looked like a needle comes through", () => {
  assert.deepEqual(feed(["END"], ["an EN", "ergy drink"]), { text: "an ENergy drink" });
});

test("the beginning of a needle at the very end is given free by flush", () => {
  assert.deepEqual(feed(["</think>"], ["a </th"]), { text: "a </th" });
});

test("the earliest needle wins, and of two at one place the longer", () => {
  assert.deepEqual(feed(["b", "ab"], ["xab"]), { text: "x", needle: "ab" });
  assert.deepEqual(feed(["ab", "abc"], ["xabc"]), { text: "x", needle: "abc" });
});

test("rest is what followed the needle in the same piece", () => {
  assert.deepEqual(new NeedleStream(["|"]).push("a|b"), { text: "a", needle: "|", rest: "b" });
});

test("without needles everything comes through at once", () => {
  assert.deepEqual(new NeedleStream([""]).push("abc"), { text: "abc" });
});

const letters = fc.string({ unit: fc.constantFrom("a", "b", "c"), maxLength: 30 });
const needles = fc.array(fc.string({ unit: fc.constantFrom("a", "b"), minLength: 1, maxLength: 4 }), {
  maxLength: 3,
});
const cuts = fc.array(fc.nat(30), { maxLength: 8 });

function cut(text: string, at: readonly number[]): string[] {
  const places = [0, ...at.filter((place) => place < text.length).toSorted((a, b) => a - b), text.length];
  return places.slice(1).map((place, index) => text.slice(places[index], place));
}

test("however a text is cut, nothing before a needle is lost and no needle comes through", () => {
  fc.assert(
    fc.property(letters, needles, cuts, (text, list, at) => {
      const found = feed(list, cut(text, at));
      assert.ok(text.startsWith(found.text));
      assert.ok(list.every((needle) => !found.text.includes(needle)));
      if (found.needle === undefined) assert.equal(found.text, text);
      else assert.ok(text.startsWith(found.text + found.needle));
    }),
  );
});

test("a text has a needle in pieces exactly if it has one whole", () => {
  fc.assert(
    fc.property(letters, needles, cuts, (text, list, at) => {
      assert.equal(
        feed(list, cut(text, at)).needle !== undefined,
        list.some((needle) => text.includes(needle)),
      );
    }),
  );
});
