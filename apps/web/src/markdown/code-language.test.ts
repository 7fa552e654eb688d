import assert from "node:assert/strict";
import { test } from "node:test";
import { fenceInfo, languageTitle } from "./code-language.ts";

test("language and file name are read however they are written", () => {
  const cases: readonly (readonly [string, string, string | undefined])[] = [
    ["", "", undefined],
    ["Python", "python", undefined],
    ["py wait.py", "py", "wait.py"],
    ['python title="my wait.py"', "python", "my wait.py"],
    ["js filename=a.js", "js", "a.js"],
    ["ts:src/main.ts", "ts", "src/main.ts"],
    ["src/view.tsx", "tsx", "src/view.tsx"],
    ["{.python}", "python", undefined],
    ["c++", "c++", undefined],
    ["js {1,3-5}", "js", undefined],
    ["bash # install", "bash", undefined],
  ];
  for (const [info, language, fileName] of cases) {
    assert.deepEqual(fenceInfo(info), fileName === undefined ? { language } : { language, fileName }, info);
  }
});

test("languages have the names people use", () => {
  assert.equal(languageTitle("ts"), "TypeScript");
  assert.equal(languageTitle("c#"), "C#");
  assert.equal(languageTitle("constructor"), undefined);
  assert.equal(languageTitle("klingon"), undefined);
});
