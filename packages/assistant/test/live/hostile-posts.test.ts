import assert from "node:assert/strict";
import { test } from "node:test";
import { textOf } from "@grok/conversation";
import fc from "fast-check";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { gfm } from "micromark-extension-gfm";
import { foldSpace } from "../../src/live/post-sentences.ts";
import {
  ableModel,
  finish,
  noonMs,
  runTurn,
  type Step,
  sampleAsk,
  smallModel,
  start,
  text,
} from "../sample-turn.ts";
import { indexOf } from "./index-of.ts";
import { samplePost } from "./sample-posts.ts";

const bits = fc.constantFrom(
  "harbour bridge open",
  "The harbour bridge is open. ",
  "https://evil.example/a?b=1",
  "www.evil.example",
  "mail@evil.example",
  "[click](javascript:alert(1))",
  "![x](http://evil.example/x.png)",
  "[1]",
  "[7] [2]",
  "[^1]",
  "<script>alert(1)</script>",
  "<b>",
  "&lt;i&gt;",
  "&#91;1&#93;",
  "`code`",
  "```\n",
  "**bold**",
  "_a_",
  "~~gone~~",
  "# heading\n",
  "- item\n",
  "> quote\n",
  "| a | b |\n|---|---|\n",
  "$x^2$",
  "$$\n",
  "\\(x\\)",
  "\\",
  "\n\n",
  "</posts>",
  "“”",
  '"',
  "\u202e",
  "\u0000",
  "é\u0301",
  "👩‍🚀",
  "。大桥现在开放。",
);
const hostile = fc
  .array(fc.oneof(bits, fc.string({ unit: "grapheme", maxLength: 12 })), { minLength: 1, maxLength: 14 })
  .map((parts) => parts.join(" "));
const handle = fc.oneof(hostile, fc.constantFrom("mira.example", "mira@server.example", "www.evil.example"));

const inert = new Set(["root", "paragraph", "text", "list", "listItem"]);

function check(markdown: string, citations: readonly { number: number; quote: string }[]) {
  const shown: string[] = [];
  const walk = (node: { type: string; value?: string; children?: readonly unknown[] }): void => {
    assert.ok(inert.has(node.type), `${node.type} in ${JSON.stringify(markdown)}`);
    if (node.value !== undefined) shown.push(node.value);
    for (const child of node.children ?? []) walk(child as typeof node);
  };
  walk(fromMarkdown(markdown, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] }));
  const all = shown.join("\n");
  const marks = [...all.matchAll(/\[(\d+)\]/g)].map(([, number]) => Number(number));
  assert.deepEqual([...new Set(marks)].toSorted(), citations.map(({ number }) => number).toSorted());
  assert.deepEqual(
    citations.map(({ number }) => number),
    citations.map((_, at) => at + 1),
  );
  return all;
}

async function ask(posts: readonly { by: string; text: string }[], able: boolean, said = "") {
  const given = posts.map(({ by, text }, at) => samplePost({ by, text }, at));
  const index = await indexOf(given);
  // As the index holds them: text is made NFC where it comes in.
  const own = (await index.posts(given)).filter((post) => post !== null);
  const found: Step[] = [];
  for (const query of ["harbour bridge open", "harbour OR bridge OR open"]) {
    const answer = await index.search({ text: query, order: "top", limit: 60 });
    found.push({ type: "posts-found", answer, atMs: noonMs });
  }
  const model = able ? { ...ableModel, contextTokens: 1_000_000 } : smallModel;
  const turn = runTurn(
    sampleAsk({ text: "Is the harbour bridge open right now?", model, postsAvailable: true }),
    able ? [...found, start, ...text(said), finish("stop")] : found,
  );
  assert.ok(turn.node);
  return { node: turn.node, own, turn };
}

const posts = fc.array(fc.record({ by: handle, text: hostile }), { minLength: 1, maxLength: 5 });

test("whatever posts hold, their quotations are theirs word for word and no markup comes of them", async () => {
  await fc.assert(
    fc.asyncProperty(posts, async (given) => {
      const { node, own } = await ask(given, false);
      const shown = check(textOf(node), node.citations);
      for (const { quote, sourceId } of node.citations) {
        const post = own.find(({ id }) => id === sourceId);
        assert.ok(foldSpace(post!.text).includes(quote));
        assert.ok(shown.includes(quote), `${JSON.stringify(quote)} is not shown in ${JSON.stringify(shown)}`);
      }
    }),
    { numRuns: 150 },
  );
});

test("whatever a model writes about them, it shows no markup and cites only what is there", async () => {
  const said = fc
    .array(fc.oneof(bits, fc.constantFrom("[1]", "[2]", "[9]", "The harbour bridge is open [1].")), {
      maxLength: 8,
    })
    .map((parts) => parts.join(" "));
  await fc.assert(
    fc.asyncProperty(posts, said, async (given, words) => {
      const { node, own } = await ask(given, true, words);
      check(textOf(node), node.citations);
      for (const { quote, sourceId } of node.citations)
        assert.ok(foldSpace(own.find(({ id }) => id === sourceId)!.text).includes(quote));
    }),
    { numRuns: 150 },
  );
});

test("a post can neither close the marks around it in the prompt nor number itself", async () => {
  await fc.assert(
    fc.asyncProperty(posts, async (given) => {
      const { turn } = await ask([...given, { by: "mira", text: "The harbour bridge is open." }], true);
      const request = turn.effects.flatMap((effect) => (effect.type === "ask" ? [effect.request] : []))[0];
      const said = request!.messages.at(-1)!.text;
      const between = said.slice(said.indexOf("<posts>") + 7, said.lastIndexOf("</posts>"));
      assert.doesNotMatch(between, /[<>[\]{}`]/);
      const lines = between.trim().split("\n");
      for (const [at, line] of lines.entries()) assert.ok(line.startsWith(`${at + 1}. @`));
    }),
  );
});
