import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { conversationLine, importExport, nodeLine, storedConversations } from "@grok/conversation";
import { countsOf } from "./import-counts.ts";
import { MemoryStore } from "./memory-store.ts";

const text = readFileSync(new URL("../../../docs/export-format.md", import.meta.url), "utf8");
const lines = (/```jsonl\n([\s\S]*?)```/.exec(text)?.[1] ?? "").trimEnd().split("\n");

test("the example of the document can be imported, and is what an export writes", async () => {
  const store = new MemoryStore();
  const report = await importExport(store, "ada", [lines.join("\n")]);
  assert.deepEqual(countsOf(report), [1, 3, 0, []]);
  for await (const { conversation, nodes } of storedConversations(store, "ada")) {
    assert.equal(conversationLine(conversation), lines[1]);
    const written = (await Array.fromAsync(nodes)).filter((node) => node.role !== "root").map(nodeLine);
    assert.deepEqual(written, lines.slice(2));
  }
});

test("the document names every field of a line", () => {
  for (const line of lines)
    for (const field of Object.keys(JSON.parse(line)))
      assert.ok(text.includes(`\`${field}\``), `${field} is explained`);
  for (const field of ["archivedAtMs", "failure", "name"]) assert.ok(text.includes(`\`${field}\``));
});
