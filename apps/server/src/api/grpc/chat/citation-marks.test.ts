import assert from "node:assert/strict";
import { test } from "node:test";
import { CitationMarks } from "./citation-marks.ts";

const sources = [
  { number: 1, url: "https://x.com/ada/status/1", title: "@ada" },
  { number: 2, url: "https://social.example/2", title: "@bob" },
];

test("marks are found wherever a text is cut, counted in code points", () => {
  const whole = "🙂 It rains [1], they say [2][3]; a[1]";
  const points = Array.from(whole);
  for (let cut = 0; cut <= whole.length; cut++) {
    // A text is never cut inside a character.
    if (/[\uD800-\uDBFF]$/.test(whole.slice(0, cut))) continue;
    const marks = new CitationMarks();
    const found = [...marks.take(whole.slice(0, cut), sources), ...marks.take(whole.slice(cut), sources)];
    assert.deepEqual(
      found.map(({ id, startIndex, endIndex }) => [id, points.slice(startIndex, endIndex).join("")]),
      [
        ["1", "[1]"],
        ["2", "[2]"],
        ["1", "[1]"],
      ],
      `cut at ${cut}`,
    );
    assert.deepEqual(
      found.map(({ citation }) => [
        citation.case,
        citation.value && "url" in citation.value && citation.value.url,
      ]),
      [
        ["xCitation", sources[0]?.url],
        ["webCitation", sources[1]?.url],
        ["xCitation", sources[0]?.url],
      ],
    );
  }
});
