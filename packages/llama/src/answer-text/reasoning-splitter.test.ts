import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { type ReasoningMarkers, ReasoningSplitter } from "./reasoning-splitter.ts";

const think: ReasoningMarkers = { open: ["<think>"], close: ["</think>"] };

function split(markers: ReasoningMarkers | undefined, begun: boolean, pieces: readonly string[]) {
  const splitter = new ReasoningSplitter(markers, begun);
  const all = [...pieces.flatMap((piece) => splitter.push(piece)), ...splitter.flush()];
  const join = (kind: string) => all.filter((piece) => piece.kind === kind).map((piece) => piece.text);
  return { reasoning: join("reasoning").join(""), text: join("text").join("") };
}

test("reasoning and answer are parted, white space after markers is dropped", () => {
  assert.deepEqual(split(think, false, ["<think>\nLet me", " see.\n</think>\n\nYes."]), {
    reasoning: "Let me see.\n",
    text: "Yes.",
  });
});

test("reasoning that the prompt opened needs no opening marker", () => {
  assert.deepEqual(split(think, true, ["Hm.</th", "ink>Yes."]), { reasoning: "Hm.", text: "Yes." });
});

test("an answer without reasoning is text, and a stray closing marker is dropped", () => {
  assert.deepEqual(split(think, false, ["Yes", "."]), { reasoning: "", text: "Yes." });
  assert.deepEqual(split(think, false, ["</think>\nYes."]), { reasoning: "", text: "Yes." });
});

test("without markers nothing is taken out", () => {
  assert.deepEqual(split(undefined, false, [" a <think> b"]), { reasoning: "", text: " a <think> b" });
});

test("reasoning that never ends stays reasoning, held-back letters included", () => {
  assert.deepEqual(split(think, true, ["and so on </thi"]), { reasoning: "and so on </thi", text: "" });
});

test("the parting does not depend on how the text is cut", () => {
  const text = "<think>a < b</think>c </ d";
  fc.assert(
    fc.property(fc.array(fc.nat(text.length), { maxLength: 6 }), (places) => {
      const at = [0, ...places.toSorted((a, b) => a - b), text.length];
      const pieces = at.slice(1).map((place, index) => text.slice(at[index], place));
      assert.deepEqual(split(think, false, pieces), { reasoning: "a < b", text: "c </ d" });
    }),
  );
});
