import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { branchMarkdown } from "@grok/conversation";
import { MemoryStore } from "../memory-store.ts";
import { sampleTree } from "../sample-tree.ts";
import { drawn, imported, importInto, latest, messagesOf } from "./import-bench.ts";

describe("a Markdown transcript", () => {
  test("of our own comes back, and two branches of one conversation share their beginning", async () => {
    const { conversation, root, nodes } = sampleTree();
    const [q3, a4, a5, q6, a7] = nodes as [never, never, never, never, never];
    const store = new MemoryStore();
    await importInto(store, branchMarkdown({ ...conversation, title: "Tides: 1" }, [root, q3, a4]), "a.md");
    const second = branchMarkdown({ ...conversation, title: "Tides: 1" }, [root, q3, a5, q6, a7]);
    const report = await importInto(store, second, "b.md");
    assert.deepEqual(
      [report.format, report.conversations, report.nodes, report.known],
      ["markdown", 0, 3, 2],
    );
    assert.equal(await drawn(store), "u question 3(a answer 4 | a answer 5(u question 6(a answer 7)))");
    const stored = await store.conversation("ada", await latest(store));
    assert.deepEqual([stored.title, stored.createdAtMs], ["Tides: 1", conversation.createdAtMs]);
    assert.equal((await messagesOf(store))[1]?.provenance?.modelTitle, "Tiny 1");
    assert.deepEqual((await importInto(store, second, "b.md")).problems, []);
  });

  test("says so where it has more labels than messages", async () => {
    const { conversation, root, nodes } = sampleTree();
    const tricky = { ...nodes[1]!, parts: [{ type: "text" as const, text: "one\n\n## You\n\ntwo" }] };
    const { report } = await imported(branchMarkdown(conversation, [root, nodes[0]!, tricky]), "a.md");
    assert.match(report.problems.join(), /says that it has 2 messages, and 3 were found/);
  });

  for (const [name, text, tree] of [
    [
      "headings",
      "# On tea\n\n## User\n\nHi\n\n### not a label\n\n## Assistant\n\nHello",
      "u Hi\n\n### not a label(a Hello)",
    ],
    [
      "bold words",
      "**You:** Hi\nthere\n\n**ChatGPT:**\n\nHello\n\n## You\n\nstays",
      "u Hi\nthere(a Hello\n\n## You\n\nstays)",
    ],
    ["words with a colon", "Human: Hi\n\nClaude: Hello\nHuman: Bye", "u Hi(a Hello(u Bye))"],
    ["copied pages", "#### You said:\nHi\n\n#### ChatGPT said:\nHello", "u Hi(a Hello)"],
    ["pictures and remarks", "## 🧑 You\nHi\n## 🤖 Grok (stopped)\nHel", "u Hi(a Hel)"],
    ["Chinese", "**用户：** 你好\n\n**助手：** 好", "u 你好(a 好)"],
    ["several in a row", "User: a\nUser: b\nSystem: secret\nAssistant: c", "u a\n\nb(a c)"],
  ] as const)
    test(`with ${name} as labels is read`, async () => {
      const { store, report } = await imported(text, "tea.md");
      assert.equal(await drawn(store), tree);
      assert.deepEqual([report.conversations, report.unreadable], [1, 0]);
      assert.deepEqual((await importInto(store, text, "tea.md")).nodes, 0);
    });

  test("does not take a line of code for a label", async () => {
    const code = "```\nUser: no\n## User\n```";
    const { store } = await imported(`User: look\n${code}\nAssistant: ok`, "x.txt");
    assert.equal(await drawn(store), `u look\n${code}(a ok)`);
  });

  test("without dates is dated by the import, and still known the next time", async () => {
    const { store } = await imported("User: a\nAssistant: b", "x.md");
    assert.equal((await messagesOf(store))[0]?.createdAtMs, 1_780_000_000_000);
    const again = await importInto(store, "User: a\nAssistant: b", "x.md");
    assert.deepEqual([again.known, again.problems], [3, []]);
  });

  test("tells what stands before the first label, and takes its title from there or from the name", async () => {
    const { store, report } = await imported("# On tea\n\nSaved on Monday\n\nUser: a", "x.md");
    assert.equal((await store.conversation("ada", await latest(store))).title, "On tea");
    assert.match(
      report.problems.join(),
      /15 characters before the first label were left out: Saved on Monday/,
    );
    const named = await imported("User: a", "Green tea.md");
    assert.equal((await named.store.conversation("ada", await latest(named.store))).title, "Green tea");
  });

  test("in which nobody is named is refused in words that help", async () => {
    const { report } = await imported("Just some notes.\n\nMore.", "notes.md");
    assert.deepEqual([report.conversations, report.unreadable, report.format], [0, 1, null]);
    assert.match(
      report.problems[0]!,
      /^notes\.md: nothing in it tells who speaks: .*"\*\*User:\*\*".*begins with “Just some notes/,
    );
  });
});
