import assert from "node:assert/strict";
import { test } from "node:test";
import { closesMaths, looksLikeMaths, mathsFenceOf } from "./maths-likelihood.ts";

test("formulas between single dollars are maths", () => {
  for (const formula of [
    "n",
    "x^2",
    "\\mu",
    "O(n \\log n)",
    "O(n log n)",
    "f(x)",
    "2n",
    "a + b",
    "a, b",
    "10",
    "x_1 < x_2",
    "E[X]",
  ]) {
    assert.equal(looksLikeMaths(formula, " "), true, formula);
  }
});

test("prices and prose between dollars are not", () => {
  for (const text of [
    "5 and ",
    "5 to ",
    "5 (or A",
    "1,000.50",
    "5/month, or A",
    "20 per person and",
    "HOME and then",
    "100k ",
  ]) {
    assert.equal(looksLikeMaths(text, ""), false, text);
  }
  assert.equal(looksLikeMaths("5-", "1"), false);
  assert.equal(looksLikeMaths("", " "), false);
  assert.equal(looksLikeMaths("x".repeat(500), " "), false);
});

test("a line opens a formula of its own only with something like a formula", () => {
  assert.equal(mathsFenceOf("$$"), "$$");
  assert.equal(mathsFenceOf("  \\["), "\\[");
  assert.equal(mathsFenceOf("$$ x^2"), "$$");
  assert.equal(mathsFenceOf("$$ x $$"), "$$");
  for (const line of ["$$ is slang", "$$ x $$ and more", "text $$", "    $$", "$$$$"]) {
    assert.equal(mathsFenceOf(line), undefined, line);
  }
});

test("the sign that closes stands last on its line", () => {
  assert.equal(closesMaths("x \\]  ", "\\[", false), true);
  assert.equal(closesMaths("x \\] y", "\\[", false), false);
  assert.equal(closesMaths("$$", "$$", true), false);
});
