import assert from "node:assert/strict";
import { test } from "node:test";
import { colourCode, hasColours, knownColours } from "./code-colours.ts";
import { grammarFor } from "./code-grammars.ts";

const never = new AbortController().signal;

test("the tokens of each line are its text, in five kinds", async () => {
  const source = 'def f(x):\n    # why\n    return "a" + 200_000\n';
  const lines = await colourCode(source, "py", never);
  assert.ok(lines);
  assert.equal(lines.map((line) => line.map(({ text }) => text).join("")).join("\n"), source);
  const kindOf = (text: string) => lines.flat().find((token) => token.text.trim() === text)?.kind;
  assert.deepEqual(["def", "f", "# why", '"a"', "200_000"].map(kindOf), ["key", "fn", "com", "str", "num"]);
});

test("what opened on an earlier line is still open after a pause", async () => {
  const lines = await colourCode(`/*\n${"x\n".repeat(100)}*/ let a`, "js", never);
  assert.equal(lines?.[60]?.[0]?.kind, "com");
  assert.equal(lines?.at(-1)?.find(({ text }) => text.trim() === "let")?.kind, "key");
});

test("coloured code is kept for the next time", async () => {
  const lines = await colourCode("let kept = 1", "ts", never);
  assert.equal(knownColours("let kept = 1", "typescript"), lines);
  assert.equal(knownColours("let other = 1", "ts"), undefined);
});

test("unknown languages and very long code stay plain", async () => {
  assert.equal(grammarFor("klingon"), undefined);
  assert.equal(grammarFor("constructor"), undefined);
  assert.equal(await colourCode("x", "klingon", never), undefined);
  assert.equal(hasColours("x".repeat(200_001), "js"), false);
  assert.equal(await colourCode("x".repeat(200_001), "js", never), undefined);
});

test("work that nobody waits for any more is dropped", async () => {
  assert.equal(await colourCode("let dropped = 1", "js", AbortSignal.abort()), undefined);
  assert.equal(knownColours("let dropped = 1", "js"), undefined);
});
