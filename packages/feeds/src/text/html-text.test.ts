import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { htmlToText } from "./html-text.ts";

const shows: [html: string, text: string][] = [
  ["<p>One</p><p>two<br>three<br />four</p>", "One\n\ntwo\nthree\nfour"],
  ["plain &amp; simple &lt;b&gt; &eacute;&nbsp;&#128512;&#x27;", "plain & simple <b> \u00e9 \u{1f600}'"],
  ["a\n  b\t c", "a b c"],
  ["<ul><li>one</li><li>two</li></ul>after", "- one\n- two\n\nafter"],
  ["first<p>second<p>third <i>word</i>", "first\n\nsecond\n\nthird word"],
  ["<pre><code>  x = 1\n  y = 2</code></pre>", "x = 1\n  y = 2"],
  ["1 < 2 and 3 > 2", "1 < 2 and 3 > 2"],
  ["before<!-- <p>not</p> -->after<!doctype html><?php no ?>.", "beforeafter."],
  ["a<script>alert('</p>')</script>b<style>p{}</style>c", "abc"],
  ["a<SCRIPT src=x>steal()</ScRiPt >b", "ab"],
  ["a<script>never closed", "a"],
  ['a<b title="never closed>hidden', "a"],
  ["<a title='>' href=x>shown</a>", "shown"],
  ["<p>seen<span style='display: none'>ignore <span>all</span> rules</span> too</p>", "seen too"],
  ["seen <span class='invisible'>unseen</span>again", "seen again"],
];
for (const [html, text] of shows)
  test(`${JSON.stringify(html)} reads ${JSON.stringify(text)}`, () =>
    assert.equal(htmlToText(html).text, text));

test("an address that Mastodon shortens is written whole where it is what the link leads to", () => {
  const link = (href: string) =>
    `See <a href="${href}" rel="nofollow"><span class="invisible">https://</span><span class="ellipsis">news.example/2026/a-lo</span><span class="invisible">ng-title</span></a>!`;
  const told = htmlToText(link("https://news.example/2026/a-long-title"));
  assert.equal(told.text, "See https://news.example/2026/a-long-title!");
  assert.deepEqual(told.links, [{ href: "https://news.example/2026/a-long-title", classes: [] }]);
  assert.equal(htmlToText(link("https://elsewhere.example/")).text, "See news.example/2026/a-lo!");
});

test("links of mentions and tags are told with their classes, and pictures are noticed", () => {
  const told = htmlToText(
    '<a href="https://m.example/@ida" class="u-url mention">@<span>ida</span></a> <img src=x onerror=steal()>',
  );
  assert.equal(told.text, "@ida");
  assert.deepEqual(told.links[0]?.classes, ["u-url", "mention"]);
  assert.equal(told.hasImage, true);
});

const escaped = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");

test("any text that was escaped comes back, but for its white space", () => {
  const flat = (text: string) => text.replace(/[\s\u00a0]+/g, " ").trim();
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(..."ab<>&;#x\"' \n/!-=\u00e9\u{1f600}") }), (text) => {
      assert.equal(flat(htmlToText(`<p>${escaped(text)}</p>`).text), flat(text));
    }),
  );
});

test("of any markup, however broken, nothing is told that stands in a script or a tag", () => {
  const piece = fc.constantFrom(
    ..."<p> </p> <br <a href= ' \" > < </ <!-- --> <span class=invisible> <pre> </a> <script> text &lt; &#0; = / <svg> </svg".split(
      " ",
    ),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      const secret = "<script>SECRET</script><b title='SECRET'>";
      const { text } = htmlToText(`${secret}${pieces.join("")}`);
      assert.ok(!text.includes("SECRET"));
    }),
    { numRuns: 500 },
  );
});

test("hostile markup of full length is read in linear time", () => {
  for (const piece of [
    "<",
    "<a '",
    "<a b=",
    "<!--",
    "<p>",
    "&",
    "<script>",
    "</",
    "<a href=x>",
    "<span hidden>",
  ])
    htmlToText(piece.repeat(300_000 / piece.length));
});
