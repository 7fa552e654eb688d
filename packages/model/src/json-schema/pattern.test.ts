import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { lengthsOf, matchesPattern, parsePattern } from "./pattern.ts";

const sources = [
  "^[a-z0-9]+(?:-[a-z0-9]+)*$",
  "a|b",
  "^a|b$",
  "^(?<year>\\d{4})-(0[1-9]|1[0-2])$",
  '^[^\\s"]{2,5}?$',
  "^\\w+\\.\\W\\S.\\D$",
  "^(a{0,2}b?){1,3}$",
  "^[\\]\\-^a-c]*$",
  "^\\u0041\\u{1F642}\\x42?$",
  "x",
  "^$",
  "[-a]",
];

test("patterns match what JavaScript's own expressions match", () => {
  const letters = fc.stringMatching(/^[ab0-9xA. \-^\]"\n🙂_]{0,8}$/u);
  for (const source of sources) {
    const pattern = parsePattern(source);
    const own = new RegExp(source, "u");
    fc.assert(
      fc.property(fc.oneof(letters, fc.stringMatching(new RegExp(source, "u"))), (text) => {
        // A positive \s is narrower here, which no text above tells.
        assert.equal(matchesPattern(text, pattern), own.test(text), `${source} on ${JSON.stringify(text)}`);
      }),
      { numRuns: 150 },
    );
  }
});

test("lengths of a pattern are told", () => {
  assert.deepEqual(lengthsOf(parsePattern("^(ab|c{2,3})?d$")), { min: 1, max: 4 });
  assert.deepEqual(lengthsOf(parsePattern("^a+$")), { min: 1, max: Number.POSITIVE_INFINITY });
  assert.equal(lengthsOf(parsePattern("a")).max, Number.POSITIVE_INFINITY);
});
