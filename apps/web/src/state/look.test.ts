import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { defaultLook, languageOf, lookFromStorage } from "./look.ts";

test("whatever storage holds becomes a look that can be worn", () => {
  fc.assert(
    fc.property(fc.anything(), (stored) => {
      const look = lookFromStorage(stored);
      assert.deepEqual(lookFromStorage(JSON.parse(JSON.stringify(look))), look);
    }),
  );
});

test("a chosen language wins over the browser's, whose best known one is taken", () => {
  assert.equal(languageOf({ ...defaultLook, language: "zh" }, ["en-GB"]), "zh");
  assert.equal(languageOf(defaultLook, ["fr-FR", "zh-Hant-TW", "en"]), "zh");
  assert.equal(languageOf(defaultLook, ["fr"]), "en");
});
