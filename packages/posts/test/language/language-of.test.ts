import assert from "node:assert/strict";
import { test } from "node:test";
import { languageOf } from "@grok/posts";
import fc from "fast-check";
import { labelledTexts } from "./labelled-texts.ts";

const labelled = Object.entries(labelledTexts).flatMap(([language, texts]) =>
  texts.map((text) => ({ language, text })),
);

function accuracy(hintOf: (language: string) => string): number {
  const wrong = labelled.filter(({ language, text }) => languageOf(text, hintOf(language)) !== language);
  for (const { language, text } of wrong)
    console.log(
      `${language}, hint "${hintOf(language)}": "${languageOf(text, hintOf(language))}" for ${text}`,
    );
  return 1 - wrong.length / labelled.length;
}

test("languages of short posts are told without any hint", () => {
  const share = accuracy(() => "");
  console.log(
    `${(share * 100).toFixed(1)} % of ${labelled.length} texts in ${Object.keys(labelledTexts).length} languages`,
  );
  assert.ok(labelled.length >= 120);
  assert.ok(share >= 0.95);
});

test("a true hint is believed", () => {
  assert.equal(
    accuracy((language) => language),
    1,
  );
});

test("a wrong hint is not believed where script or words speak against it", () => {
  const others = labelled.filter(
    ({ language }) => !/^(en|de|fr|es|pt|it|nl|sv|pl|tr|id|fi|vi)$/.test(language),
  );
  for (const { language, text } of others) {
    const told = languageOf(text, "en");
    // "ar", "fa" and "ru", "uk" share scripts, and a hint of neither says nothing between them.
    if (!/^(ar|fa|ru|uk)$/.test(language)) assert.equal(told, language, text);
    else assert.notEqual(told, "en", text);
  }
  assert.equal(languageOf("Der Zug ist heute schon wieder nicht gekommen und ich warte noch", "en"), "de");
});

test("what has no words has no language but that of its hint", () => {
  for (const text of ["", "https://example.org/the/and/of", "@mira #rust", "12:30", "🙂🙂"]) {
    assert.equal(languageOf(text), "");
    assert.equal(languageOf(text, "sv"), "sv");
  }
});

test("any text has some language or none", () => {
  fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => /^([a-z]{2})?$/.test(languageOf(text))));
});
