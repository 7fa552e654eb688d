import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { markdownHtml } from "./markdown-html.ts";

const cases: [what: string, markdown: string, html: string][] = [
  [
    "paragraphs and emphasis",
    "a **b** *c* _d_ ~~e~~ ***f***",
    "<p>a <strong>b</strong> <em>c</em> <em>d</em> <del>e</del> <em><strong>f</strong></em></p>",
  ],
  [
    "words with underscores and sums",
    "snake_case_name 2 * 3 * 4 a*b",
    "<p>snake_case_name 2 * 3 * 4 a*b</p>",
  ],
  ["code in a line", "use `a < b` and ``x`y``", "<p>use <code>a &lt; b</code> and <code>x`y</code></p>"],
  [
    "a fence",
    "```js\nif (a < b) {}\n\n**x**\n```\nafter",
    '<pre dir="ltr"><code>if (a &lt; b) {}\n\n**x**</code></pre>\n<p>after</p>',
  ],
  ["a fence that never closes", "~~~\na", '<pre dir="ltr"><code>a</code></pre>'],
  ["headings", "# A\n## B ##\n####### C", "<h3>A</h3>\n<h4>B</h4>\n<p>####### C</p>"],
  [
    "lists",
    "- a\n- b\n  - c\n\n1. x\n2. y",
    "<ul><li>a</li><li>b\n<ul><li>c</li></ul></li></ul>\n<ol><li>x</li><li>y</li></ol>",
  ],
  ["tasks and a start", "3) [x] a\n4) [ ] b", '<ol start="3"><li>☑ a</li><li>☐ b</li></ol>'],
  ["a quote", "> a\n> b", "<blockquote><p>a\nb</p></blockquote>"],
  [
    "a table",
    "| a | b |\n|---|:-:|\n| `1` | x \\| y |",
    '<div class="wide"><table><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td><code>1</code></td><td>x | y</td></tr></tbody></table></div>',
  ],
  [
    "links",
    "[a](https://a.example/x?y=1&z) <https://b.example>",
    '<p><a href="https://a.example/x?y=1&amp;z" rel="noopener noreferrer" target="_blank">a</a> <a href="https://b.example" rel="noopener noreferrer" target="_blank">https://b.example</a></p>',
  ],
  [
    "an address in a sentence",
    "see https://a.example/b).",
    '<p>see <a href="https://a.example/b" rel="noopener noreferrer" target="_blank">https://a.example/b</a>).</p>',
  ],
  [
    "links that lead elsewhere",
    "[a](javascript:alert(1)) [b](//x) [c](data:x)",
    "<p>a (javascript:alert(1)) b (//x) c (data:x)</p>",
  ],
  [
    "images as links",
    "![cat](https://a.example/c.png)",
    '<p><a href="https://a.example/c.png" rel="noopener noreferrer" target="_blank">[cat]</a></p>',
  ],
  [
    "HTML as text",
    "<b>x</b>\n<script>alert(1)</script>",
    "<p>&lt;b&gt;x&lt;/b&gt;\n&lt;script&gt;alert(1)&lt;/script&gt;</p>",
  ],
  ["maths as it is written", "\\(a_b\\) and \\[x\\] and \\*", "<p>\\(a_b\\) and \\[x\\] and *</p>"],
  ["breaks and rules", "a  \nb\n\n---", "<p>a<br>b</p>\n<hr>"],
];

for (const [what, markdown, html] of cases)
  test(`draws ${what}`, () => {
    assert.equal(markdownHtml(markdown), html);
  });

test("whatever is written, the only tags are ours and every one is closed", () => {
  const piece = fc.oneof(
    fc.constantFrom(
      "**",
      "*",
      "_",
      "`",
      "```",
      "\n",
      "\n\n",
      "- ",
      "1. ",
      "> ",
      "#",
      "|",
      "|-|",
      "[",
      "](",
      ")",
      "<",
      ">",
      "<script>",
      '"',
      "'",
      "https://x.y",
      "javascript:",
      "    ",
      "\\",
      "&",
      "a",
      "é ",
    ),
    fc.string({ maxLength: 5 }),
  );
  const allowed =
    /^<\/?(?:p|strong|em|del|code|pre|h[3-6]|ul|ol|li|blockquote|table|thead|tbody|tr|th|td|div|hr|br|a)(?: (?:href="https?:\/\/[^"<>]*" rel="noopener noreferrer" target="_blank"|dir="(?:ltr|auto)"|class="wide"|start="\d+"))?>$/;
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      const html = markdownHtml(pieces.join(""));
      const open: string[] = [];
      for (const [tag] of html.matchAll(/<[^>]*>/g)) {
        assert.match(tag, allowed);
        const name = /\w+/.exec(tag)![0];
        if (name === "hr" || name === "br") continue;
        if (tag.startsWith("</")) assert.equal(open.pop(), name, html);
        else open.push(name);
      }
      assert.deepEqual(open, [], html);
      assert.ok(!html.replace(/<[^>]*>/g, "").includes("<"));
    }),
    { numRuns: 500 },
  );
});

test("texts made to be slow are not", () => {
  const long = 40_000;
  for (const text of [
    "*a ",
    "**",
    "[",
    "`",
    "``` ",
    "[a](",
    "> ",
    "- ",
    "|",
    "_a",
    "![",
    "\\",
    "~~a ",
    "1. ",
    "https://",
    "a\n",
    "[a](b(",
    "***a",
  ])
    markdownHtml(text.repeat(long / text.length));
});
