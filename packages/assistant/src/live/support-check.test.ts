import assert from "node:assert/strict";
import { test } from "node:test";
import { samplePost } from "../../test/live/sample-posts.ts";
import type { Passage } from "./passages.ts";
import { checkSupport } from "./support-check.ts";
import { termsOf } from "./terms.ts";

function passage(by: string, text: string, at: number): Passage {
  return {
    post: samplePost({ by, text }, at),
    quote: text,
    terms: new Set(termsOf(text)),
    cover: 1,
    isOnTopic: true,
    answers: true,
    score: 1,
  };
}

const offered = [
  passage("desk", "Analysts expect the Kestrel bank to set the rate at 4.25 percent on Friday.", 1),
  passage("sport", "Velden beat Halden 3-1 in the rain. The keeper was not hurt.", 2),
  passage("port", "The harbour bridge is open again since 18:30.", 3),
];
const question = "What is the rate of the Kestrel bank?";

const supported = [
  "Analysts expect the rate at 4.25 percent [1].",
  "According to users, the harbour bridge is open again since 18:30 [3].",
  "Velden beat Halden 3-1 [2].",
  "The keeper was not hurt [2].",
  "Kestrel is expected to set the rate at 4.25 percent 【1】.",
];
for (const sentence of supported)
  test(`"${sentence}" is borne out`, () => {
    assert.equal(checkSupport(sentence, question, offered).type, "supported");
  });

const refused: readonly (readonly [why: string, sentence: string])[] = [
  ["drops the doubt", "The rate is 4.25 percent [1]."],
  ["changes a number", "Analysts expect the rate at 4.5 percent [1]."],
  ["has no mark", "Analysts expect the rate at 4.25 percent."],
  ["cites what is not there", "The harbour bridge is open again [9]."],
  ["cites another post", "The harbour bridge is open again [2]."],
  ["turns who beat whom", "In the rain Halden beat Velden 3-1 [2]."],
  ["drops the denial", "The keeper was hurt [2]."],
  ["adds a denial", "The harbour bridge is not open again [3]."],
  ["adds a name", "Velden beat Halden 3-1 for coach Danvers [2]."],
  ["makes a link", "The harbour bridge is [open](http://evil.example) again [3]."],
  ["says nothing", "[3]"],
];
for (const [why, sentence] of refused)
  test(`a sentence that ${why} is refused`, () => {
    assert.equal(checkSupport(sentence, question, offered).type, "unsupported");
  });
