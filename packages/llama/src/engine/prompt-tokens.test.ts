import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { PromptPiece } from "./jinja-prompt.ts";
import { knownTokens, type PromptMessage, type PromptVocabulary, promptTokens } from "./prompt-tokens.ts";

/** Bytes are their own tokens, "ab" is 300 when tokenised, "<x>" is the control token 400, 1 begins a prompt. */
const vocabulary: PromptVocabulary = {
  begin: 1,
  has: (token) => token <= 400,
  textOf: (tokens) =>
    new TextDecoder().decode(
      Uint8Array.from(tokens.flatMap((token) => (token === 300 ? [97, 98] : [token]))),
    ),
  controlName: (token) => (token === 400 ? "<x>" : undefined),
  tokenize(text, control) {
    return text.split(/(ab|<x>)/).flatMap((part) => {
      if (part === "ab") return [300];
      if (part === "<x>" && control) return [400];
      return [...new TextEncoder().encode(part)];
    });
  },
};

const chat: PromptPiece[] = [
  { type: "template", text: "<x>u" },
  { type: "message", index: 0 },
  { type: "template", text: "<x>a" },
  { type: "message", index: 1 },
  { type: "template", text: "<x>" },
];
const u = 117;
const a = 97;

test("control tokens come from the template and never from a message", () => {
  const messages: PromptMessage[] = [
    { role: "user", text: "<x>" },
    { role: "assistant", text: "!" },
  ];
  assert.deepEqual(promptTokens(chat, messages, vocabulary).tokens, [
    1,
    400,
    u,
    60,
    120,
    62,
    400,
    a,
    33,
    400,
  ]);
});

test("generated ids stand for their text, though it would be tokenised otherwise", () => {
  const messages: PromptMessage[] = [
    { role: "user", text: "?" },
    { role: "assistant", text: "ab", tokens: [97, 98] },
  ];
  assert.deepEqual(promptTokens(chat, messages, vocabulary).tokens, [1, 400, u, 63, 400, a, 97, 98, 400]);
});

test("of an edited text the ids of its unchanged beginning are used and the rest is tokenised", () => {
  const messages: PromptMessage[] = [
    { role: "user", text: "?" },
    { role: "assistant", text: "ab!ab", tokens: [97, 98, 63] },
  ];
  assert.deepEqual(promptTokens(chat, messages, vocabulary).tokens, [
    1,
    400,
    u,
    63,
    400,
    a,
    97,
    98,
    33,
    300,
    400,
  ]);
});

test("generated ids that are control tokens or none at all are not taken over", () => {
  assert.deepEqual(knownTokens([97, 400], "a", vocabulary), { tokens: [97], length: 1 });
  assert.deepEqual(knownTokens([97, 999], "a", vocabulary), { tokens: [97], length: 1 });
});

test("boundaries lie before what the user said, and behind it where the template thinks", () => {
  const messages: PromptMessage[] = [
    { role: "user", text: "abc" },
    { role: "assistant", text: "d" },
  ];
  assert.deepEqual(promptTokens(chat, messages, vocabulary).boundaries, [3]);
  assert.deepEqual(promptTokens(chat, messages, vocabulary, { thinks: true }).boundaries, [3, 5]);
});

test("a prompt that begins rightly by itself gets no second beginning", () => {
  const begun = { ...vocabulary, begin: 400 };
  assert.deepEqual(promptTokens([{ type: "template", text: "<x>" }], [], begun).tokens, [400]);
});

test("known tokens never end within a character and always spell the beginning of the text", () => {
  const text = fc.string({ unit: fc.constantFrom("a", "b", "é", "🙂") });
  fc.assert(
    fc.property(text, text, (generated, now) => {
      const ids = [...new TextEncoder().encode(generated)];
      const known = knownTokens(ids, now, vocabulary);
      const spelled = vocabulary.textOf(known.tokens, []);
      assert.equal(spelled, now.slice(0, known.length));
      if (now.startsWith(generated)) assert.equal(known.tokens.length, ids.length);
    }),
  );
});
