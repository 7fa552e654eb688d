import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { parsePostQuery } from "@grok/posts";
import fc from "fast-check";
import { readPostAsk } from "./post-ask.ts";
import { firstQuery, widerQuery } from "./post-query.ts";

const nowMs = Date.UTC(2026, 10, 23, 12);

function words(...questions: string[]): string[] {
  return readPostAsk(questions, nowMs, "UTC").words.map(({ text }) => text);
}

describe("what a question is about", () => {
  test("is its words without those that ask, bind or say when", () => {
    assert.deepEqual(words("What are people saying about the new tram line today?"), ["new", "tram", "line"]);
    assert.deepEqual(words("When does the Leonids shower peak tonight?"), ["Leonids", "shower", "peak"]);
    assert.deepEqual(words("大家怎么看新的地铁票价？"), ["地铁票价"]);
    assert.deepEqual(words("Wer hat das Rennen in Waldburg gewonnen?"), ["Rennen", "Waldburg", "gewonnen"]);
  });

  test("keeps names, tags and quoted phrases whole", () => {
    const ask = readPostAsk(['Any news on "Glass Harbour", #NightBus or $ACME?'], nowMs, "UTC");
    assert.deepEqual(
      ask.words.map(({ text, isName }) => [text, isName]),
      [
        ["Glass Harbour", true],
        ["#NightBus", true],
        ["$ACME", true],
      ],
    );
  });

  test("is borrowed by a follow-up, with a place of its own for the one before", () => {
    assert.deepEqual(words("Did the storm hit Germany?", "And in Poland?"), ["storm", "hit", "Poland"]);
    assert.deepEqual(words("Is there a strike in Kolm today?", "What about in Brenn?"), ["strike", "Brenn"]);
    assert.deepEqual(words("Who won the Riverside marathon?", "When was that?"), [
      "won",
      "Riverside",
      "marathon",
    ]);
    assert.deepEqual(words("今天北京有大雨吗？", "那上海呢？"), ["大雨", "上海"]);
  });

  test("is nothing where everything is asked for", () => {
    assert.deepEqual(words("What's happening right now?"), []);
  });
});

describe("the searches", () => {
  test("take all words in the time asked for, then any of them in all of time", () => {
    const ask = readPostAsk(["Did the storm hit Poland today?"], nowMs, "UTC");
    const first = firstQuery(ask, nowMs);
    assert.deepEqual(first, {
      text: "storm hit Poland",
      order: "top",
      sinceMs: nowMs - 12 * 3_600_000,
      limit: 60,
    });
    assert.deepEqual(widerQuery(ask, first), { text: "storm OR hit OR Poland", order: "top", limit: 60 });
  });

  test("are the newest where news are asked for, and what is spoken of most where all is", () => {
    const news = readPostAsk(["What's the latest on the volcano?"], nowMs, "UTC");
    assert.equal(firstQuery(news, nowMs).order, "latest");
    const all = readPostAsk(["What's happening?"], nowMs, "UTC");
    assert.deepEqual(firstQuery(all, nowMs), {
      text: "",
      order: "top",
      sinceMs: nowMs - 6 * 3_600_000,
      limit: 60,
    });
    assert.equal(widerQuery(all, firstQuery(all, nowMs)), null);
  });

  test("of one word and no time are one", () => {
    const ask = readPostAsk(["Is GitPlace alive?"], nowMs, "UTC");
    const single = { ...ask, words: ask.words.slice(0, 1) };
    assert.equal(widerQuery(single, firstQuery(single, nowMs)), null);
  });

  test("are read by the index without a problem and without an operator, whatever was asked", () => {
    const piece = fc.constantFrom(
      "from:mira",
      "-rain",
      "OR",
      '"',
      "since:x",
      "#a",
      "(",
      "lang:",
      "storm",
      "大桥",
      "x".repeat(700),
      "大桥".repeat(300),
      "“a",
    );
    const question = fc.array(fc.oneof(piece, fc.string({ unit: "grapheme", maxLength: 9 })), {
      maxLength: 12,
    });
    fc.assert(
      fc.property(question, (parts) => {
        const ask = readPostAsk([parts.join(" ")], nowMs, "UTC");
        const first = firstQuery(ask, nowMs);
        for (const query of [first, widerQuery(ask, first)]) {
          if (query === null) continue;
          const parsed = parsePostQuery(query.text);
          assert.deepEqual(parsed.problems, [], query.text);
          assert.deepEqual([parsed.facets, parsed.excluded, parsed.sinceMs], [[], [], null], query.text);
        }
      }),
    );
  });
});
