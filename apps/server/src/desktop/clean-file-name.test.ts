import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { cleanFileName } from "./clean-file-name.ts";

test("a plain name stays, in any script", () => {
  for (const name of ["tides.py", "a b (2).md", "潮汐.ts", "x.test.ts", "C++.cpp", "no-ending"])
    assert.equal(cleanFileName(name), name);
});

test("only the last part of a path counts, and nothing can lead elsewhere", () => {
  assert.equal(cleanFileName("../../.ssh/config"), "config");
  assert.equal(cleanFileName("C:\\Windows\\win.ini"), "win.ini");
  assert.equal(cleanFileName("/etc/.bashrc"), "bashrc");
  assert.equal(cleanFileName("--wait"), "wait");
  assert.equal(cleanFileName("a\u0000b\n$(id);`x`.sh"), "a-b--(id)--x-.sh");
});

test("a name of nothing is a snippet", () => {
  for (const name of ["", "..", "/", " . ", "---"]) assert.equal(cleanFileName(name), "snippet.txt");
});

test("a workspace, which the editor would run tasks of, is shown as text", () => {
  assert.equal(cleanFileName("mine.CODE-WORKSPACE"), "mine.CODE-WORKSPACE.txt");
});

test("a device of Windows becomes a file, and a long name keeps its ending", () => {
  assert.equal(cleanFileName("con.txt"), "_con.txt");
  const long = cleanFileName(`${"字".repeat(200)}.tsx`);
  assert.ok(long.length <= 80 && long.endsWith("字.tsx"));
});

test("whatever is asked for, the name is one part, well-formed and not hidden", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 200 }), (asked) => {
      const name = cleanFileName(asked);
      assert.ok(name.isWellFormed() && !/[/\\\p{Cc}]/u.test(name) && !/^[.-]/.test(name));
      assert.ok(name.length > 0 && name.length <= 85);
    }),
  );
});
