import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { type ConversationNode, htmlPage, storedTree } from "@grok/conversation";
import { digest } from "../import/import-bench.ts";
import { MemoryStore } from "../memory-store.ts";
import { sampleId, sampleTree } from "../sample-tree.ts";

async function pageOf(
  change: (node: ConversationNode) => ConversationNode = (node) => node,
  title = "Tides",
) {
  const store = new MemoryStore();
  const { conversation, nodes } = sampleTree();
  await store.createConversation({ ...conversation, title }, nodes.map(change));
  const tree = await storedTree(store, "ada", conversation.id, sampleId(7));
  return (await Array.fromAsync(htmlPage(tree, digest))).join("");
}

test("the page shows one branch and holds the others, with an outline of all", async () => {
  const page = await pageOf();
  const shown = [...page.matchAll(/<article id="m-([^"]+)"[^>]*class="(?:user|assistant)"/g)].map(
    ([, id]) => id,
  );
  assert.deepEqual(shown, [sampleId(3), sampleId(5), sampleId(6), sampleId(7)]);
  assert.equal([...page.matchAll(/<article /g)].length, 7);
  assert.equal([...page.matchAll(/<a role="treeitem"/g)].length, 7);
  assert.match(page, /<span>2 \/ 2<\/span>/);
  assert.match(page, /7 messages, 3 branches/);
});

test("its policy lets in its own script and style by their hashes, and nothing else", async () => {
  const page = await pageOf();
  const policy = /content="(default-src[^"]*)"/.exec(page)![1]!;
  const hash = (tag: string) => {
    const [, text = ""] = new RegExp(`<${tag}>([^]*?)</${tag}>`).exec(page)!;
    return `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
  };
  assert.equal(
    policy,
    `default-src 'none'; style-src ${hash("style")}; script-src ${hash("script")}; base-uri 'none'; form-action 'none'`,
  );
  assert.ok(!/ style=| on\w+=/.test(page));
});

test("nothing that anybody wrote gets in as markup", async () => {
  const evil = `</script><script>alert(1)</script><img src=x onerror=alert(1)> "'><svg onload=alert(1)>`;
  const page = await pageOf(
    (node) => ({
      ...node,
      name: evil.slice(0, 60),
      parts: [
        {
          type: "text",
          text: `${evil}\n\n[x](javascript:alert(1)) ![y](data:text/html,z)\n\n\`\`\`${evil}\n${evil}`,
        },
      ],
      provenance: node.provenance && { ...node.provenance, modelTitle: evil },
    }),
    evil,
  );
  assert.equal([...page.matchAll(/<script/g)].length, 1);
  assert.equal([...page.matchAll(/<style/g)].length, 1);
  assert.ok(!/<img|<svg|href="(?!#|https?:)/.test(page));
});

test("its colours are those of the workspace", async () => {
  const tokens = readFileSync(new URL("../../../../apps/web/src/styles/tokens.css", import.meta.url), "utf8");
  const page = await pageOf();
  const colours = [...page.matchAll(/^ {2}(--[\w-]+: light-dark\(.*\));$/gm)].map(([, each]) => each!);
  assert.ok(colours.length > 8);
  for (const colour of colours) assert.ok(tokens.includes(colour), colour);
});
