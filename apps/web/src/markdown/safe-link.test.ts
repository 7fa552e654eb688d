import assert from "node:assert/strict";
import { test } from "node:test";
import { safeImage, safeLink } from "./safe-link.ts";

test("links lead to the web or to mail", () => {
  assert.equal(safeLink("HTTPS://A.example/ü?q= x"), "https://a.example/%C3%BC?q=%20x");
  assert.equal(safeLink("mailto:a@b.example"), "mailto:a@b.example");
  for (const address of [
    "javascript:x",
    " javascript:x",
    "java\nscript:x",
    "\u0001javascript:x",
    "data:x",
    "//a.example",
    "/x",
    "#x",
    "",
    "https://",
  ]) {
    assert.equal(safeLink(address), undefined, JSON.stringify(address));
  }
  assert.equal(safeLink(`https://a.example/${"x".repeat(5_000)}`), undefined);
});

test("images come from the web", () => {
  assert.equal(safeImage("http://a.example/x.png"), "http://a.example/x.png");
  assert.equal(safeImage("mailto:a@b.example"), undefined);
});
