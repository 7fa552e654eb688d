import assert from "node:assert/strict";
import { test } from "node:test";
import { markdownNotes, storedTree, zipFiles } from "@grok/conversation";
import { strFromU8, unzipSync } from "fflate";
import { MemoryStore } from "../memory-store.ts";
import { sampleId, sampleTree } from "../sample-tree.ts";

async function notesOf(change: (store: MemoryStore, id: string) => Promise<unknown> = async () => {}) {
  const store = new MemoryStore();
  const { conversation, nodes } = sampleTree();
  await store.createConversation({ ...conversation, title: 'On "seas": a/b' }, nodes);
  await change(store, conversation.id);
  const pieces = await Array.fromAsync(
    zipFiles(markdownNotes([await storedTree(store, "ada", conversation.id)])),
  );
  const files = unzipSync(Buffer.concat(pieces));
  return new Map(Object.entries(files).map(([path, data]) => [path, strFromU8(data)]));
}

test("a conversation is a folder of notes, and every link leads to one of them", async () => {
  const notes = await notesOf();
  const paths = [...notes.keys()];
  assert.equal(paths.length, 8);
  assert.ok(
    paths.every((path) => path.startsWith("On seas a b 00000001/")),
    paths.join("\n"),
  );
  const names = new Set(paths.map((path) => path.split("/")[1]!.replace(/\.md$/, "")));
  assert.equal(names.size, 8);
  for (const text of notes.values())
    for (const [, target] of text.matchAll(/\[\[([^\]|]+)/g)) assert.ok(names.has(target!), target);
});

test("a note tells what it hangs from, what follows, its versions and where it was made from", async () => {
  const notes = await notesOf();
  const note = (begin: string) => [...notes].find(([path]) => path.includes(`/${begin} `))![1];
  const question = note("question 8");
  assert.match(question, /^role: user$/m);
  assert.match(question, /^edited_from: "\[\[question 3 00000003\]\]"$/m);
  assert.match(question, /^versions:\n {2}- "\[\[question 3 00000003\]\]"$/m);
  assert.match(question, /^children:\n {2}- "\[\[answer 9 00000009\]\]"$/m);
  assert.match(question, /\n\nquestion 8\n\n---\n\nConversation: \[\[On seas a b 00000001\]\]/);
  assert.match(note("answer 5"), /^model: "Tiny 1"$/m);
  assert.match(note("answer 5"), /^parent: "\[\[question 3 00000003\]\]"$/m);
});

test("the outline goes deeper at forks alone", async () => {
  const notes = await notesOf();
  const outline = notes.get("On seas a b 00000001/On seas a b 00000001.md")!;
  assert.deepEqual(
    [...outline.matchAll(/^( *)- (\w+): \[\[.*\|(.*)\]\]$/gm)].map(
      ([, space, who, label]) => `${space}${who} ${label}`,
    ),
    [
      "You question 3",
      "  Grok answer 4",
      "  Grok answer 5",
      "  You question 6",
      "  Grok answer 7",
      "You question 8",
      "Grok answer 9",
    ],
  );
});

test("what is archived is left out, with all that would link to it", async () => {
  const notes = await notesOf((store, id) => store.archiveBranch("ada", id, sampleId(5), 9));
  assert.equal(notes.size, 5);
  assert.ok(![...notes.values()].some((text) => text.includes("answer 5")));
});

test("names are safe in every file system and never the same, whatever was written", async () => {
  const store = new MemoryStore();
  const { conversation, nodes } = sampleTree();
  const hostile = [
    "../../etc/passwd",
    "CON",
    "...",
    "a\nb|c]]d#e^f",
    "é".repeat(300),
    "会".repeat(200),
    "  ",
  ];
  const texts = nodes.map((node, at) => ({
    ...node,
    parts: [{ type: "text" as const, text: hostile[at]! }],
  }));
  await store.createConversation({ ...conversation, title: "../up" }, texts);
  for await (const { path } of markdownNotes([await storedTree(store, "ada", conversation.id)])) {
    assert.match(path, /^[^/]+\/[^/]+\.md$/);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: none of them may be there.
    assert.ok(!/[\\:*?"<>|#^[\]\x00-\x1f]|\.\.|^\.|\/\./.test(path), path);
    assert.ok(Buffer.byteLength(path.split("/")[1]!) <= 255, path);
  }
});
