import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { parseSlash } from "./parse-slash.ts";

test("a name alone, and a name with what follows it", () => {
  assert.deepEqual(parseSlash("/"), { name: "", argument: "", named: false });
  assert.deepEqual(parseSlash("/split"), { name: "split", argument: "", named: false });
  assert.deepEqual(parseSlash("/translate French "), { name: "translate", argument: "French", named: true });
  assert.deepEqual(parseSlash("/Split "), { name: "split", argument: "", named: true });
});

test("an argument may go over several lines", () => {
  assert.deepEqual(parseSlash("/fix\nfirst\n\nsecond"), {
    name: "fix",
    argument: "first\n\nsecond",
    named: true,
  });
});

test("what only looks like a command is text", () => {
  for (const text of ["", "split", " /split", "/usr/bin", "//", "/ split", "1/2", "a /split"])
    assert.equal(parseSlash(text), null, JSON.stringify(text));
});

test("a Chinese keyboard's slashes are slashes", () => {
  assert.equal(parseSlash("、fun")?.name, "fun");
  assert.equal(parseSlash("／总结")?.name, "总结");
});

test("name and argument are all there is", () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[a-z0-9-]{1,32}$/), fc.string(), (name, argument) => {
      assert.deepEqual(parseSlash(`/${name} ${argument}`), { name, argument: argument.trim(), named: true });
    }),
  );
});
