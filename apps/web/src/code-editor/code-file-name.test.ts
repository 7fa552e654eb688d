import assert from "node:assert/strict";
import { test } from "node:test";
import { codeFileName } from "./code-file-name.ts";

test("a name that the fence says is taken without its folders", () => {
  assert.equal(codeFileName({ fileName: "src/deep/a.ts", language: "ts" }), "a.ts");
  assert.equal(codeFileName({ fileName: "C:\\x\\wait.py", language: "py" }), "wait.py");
});

test("without one, the language gives the ending", () => {
  assert.equal(codeFileName({ language: "typescript" }), "snippet.ts");
  assert.equal(codeFileName({ language: "tsx" }), "snippet.tsx");
  assert.equal(codeFileName({ language: "c++" }), "snippet.cpp");
  assert.equal(codeFileName({ language: "" }), "snippet.txt");
  assert.equal(codeFileName({ language: "../x" }), "snippet.txt");
});
