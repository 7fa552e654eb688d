import assert from "node:assert/strict";
import { test } from "node:test";
import { codeBlocks } from "./code-blocks.ts";
import { draftAbout, quotedCode } from "./quoted-code.ts";

test("whatever the code, the fences hold it", () => {
  for (const code of ["const a = 1;", "```js\nx\n```", "~~~\n````\n", ""]) {
    const [block] = codeBlocks(quotedCode(code, { language: "ts", fileName: "a.ts" }));
    assert.equal(block?.source, code.replace(/\n$/, ""));
    assert.equal(block?.fileName, "a.ts");
  }
});

test("the caret stands before the quote and after what was written", () => {
  assert.deepEqual(draftAbout("", "```\nx\n```"), { draft: "\n\n```\nx\n```", caret: 0 });
  const { draft, caret } = draftAbout("Why?\n", "```\nx\n```");
  assert.equal(draft.slice(0, caret), "Why?");
  assert.equal(draft.slice(caret), "\n\n```\nx\n```");
});
