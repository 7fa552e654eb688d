import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { type ByteSource, exportLines, type ImportPiece, importFile, importPieces } from "@grok/conversation";
import { strToU8, zipSync } from "fflate";
import { MemoryStore } from "../memory-store.ts";
import { sampleAnswer, sampleQuestion, sampleTree } from "../sample-tree.ts";
import { tools } from "./import-bench.ts";

function sourceOf(name: string, data: Uint8Array): ByteSource & { bytesRead: number } {
  return {
    name,
    size: data.length,
    bytesRead: 0,
    async read(from, to) {
      this.bytesRead += Math.max(0, Math.min(to, data.length) - from);
      return data.slice(from, to);
    },
  };
}

function chats(from: number, to: number, text = "hello"): string {
  const list = Array.from({ length: to - from }, (_, at) => ({
    conversation_id: `c${from + at}`,
    title: `Chat ${from + at}, [x]`,
    mapping: {
      q: { id: "q", parent: null, message: { author: { role: "user" }, content: { parts: [text] } } },
    },
  }));
  return JSON.stringify(list);
}

/** Imports every piece as a server would, and adds up. */
async function importAll(pieces: readonly ImportPiece[]) {
  const store = new MemoryStore();
  let conversations = 0;
  let nodes = 0;
  const problems: string[] = [];
  for (const piece of pieces) {
    if (piece.type === "problem") problems.push(piece.problem);
    if (piece.type !== "piece") continue;
    const report = await importFile(store, "ada", piece, tools);
    conversations += report.conversations;
    nodes += report.nodes;
    problems.push(...report.problems);
  }
  return { conversations, nodes, problems };
}

describe("a ZIP", () => {
  test("gives its shards one by one, in order, and reads neither pictures nor the whole of it", async () => {
    const picture = new Uint8Array(3_000_000).map((_, at) => (at * 7919) >> 3);
    const zip = sourceOf(
      "export.zip",
      zipSync({
        "chat/conversations-001.json": strToU8(chats(10, 15)),
        "chat/conversations-000.json": strToU8(chats(0, 10)),
        "chat/user.json": strToU8("{}"),
        "chat/dalle/a.png": [picture, { level: 0 }],
        "__MACOSX/conversations-002.json": strToU8("junk"),
      }),
    );
    const pieces = await Array.fromAsync(importPieces(zip));
    assert.deepEqual(
      pieces.map((piece) => (piece.type === "piece" ? piece.name : piece)),
      [{ type: "skipped", files: 3 }, "conversations-000.json", "conversations-001.json"],
    );
    assert.deepEqual(await importAll(pieces), { conversations: 15, nodes: 15, problems: [] });
    assert.ok(zip.bytesRead < 300_000, `${zip.bytesRead} bytes were read`);
  });

  test("of fifty shards with missing metadata comes in whole", async () => {
    const files: Record<string, Uint8Array> = {};
    for (let n = 0; n < 53; n++)
      files[`conversations-${String(n).padStart(3, "0")}.json`] = strToU8(chats(n * 4, n * 4 + 4));
    const pieces = await Array.fromAsync(importPieces(sourceOf("e.zip", zipSync(files))));
    assert.deepEqual(await importAll(pieces), { conversations: 212, nodes: 212, problems: [] });
  });

  test("without conversations, cut off, or with a broken file in it says so", async () => {
    const said = async (data: Uint8Array) =>
      (await importAll(await Array.fromAsync(importPieces(sourceOf("e.zip", data))))).problems.join();
    assert.match(
      await said(zipSync({ "a.png": strToU8("x") })),
      /none of the 1 files in it holds conversations/,
    );
    const whole = zipSync({ "conversations.json": strToU8(chats(0, 50)) });
    assert.match(await said(whole.slice(0, -30)), /its end is missing; the download may not have been whole/);
    const bent = whole.slice();
    bent.fill(0xff, 60, 90);
    assert.match(await said(bent), /conversations\.json: it (cannot be unpacked|breaks off)/);
  });

  test("that says less than it holds, or more than fits, is not unpacked without end", async () => {
    const bomb = zipSync({ "conversations.json": new Uint8Array(20_000_000) });
    const view = new DataView(bomb.buffer);
    const directory = view.getUint32(bomb.length - 6, true);
    for (const [claim, expected] of [
      [100, /breaks off after 20000000 of 100 bytes/],
      [0xfffffff0, /unpacked it has 4294967280 bytes or more/],
    ] as const) {
      view.setUint32(directory + 24, claim, true);
      const pieces = await Array.fromAsync(importPieces(sourceOf("e.zip", bomb)));
      assert.match(pieces.map((piece) => (piece.type === "problem" ? piece.problem : "")).join(), expected);
    }
  });
});

describe("a file", () => {
  test("that is small goes as it is", async () => {
    const text = chats(0, 3);
    const [piece, ...others] = await Array.fromAsync(importPieces(sourceOf("c.json", Buffer.from(text))));
    assert.ok(piece?.type === "piece" && others.length === 0);
    assert.deepEqual([piece.name, Buffer.from(piece.data).toString()], ["c.json", text]);
  });

  test("of many megabytes is cut between conversations", async () => {
    const text = chats(0, 300, `é "]}, ${"x".repeat(100_000)}`);
    const pieces = await Array.fromAsync(importPieces(sourceOf("c.json", Buffer.from(text))));
    assert.ok(pieces.length >= 3);
    for (const piece of pieces) assert.ok(piece.type === "piece" && piece.data.length < 10 * 1024 * 1024);
    assert.deepEqual(await importAll(pieces), { conversations: 300, nodes: 300, problems: [] });
  });

  test("that breaks off late still brings what comes before, and says that it is not whole", async () => {
    const text = chats(0, 300, "x".repeat(100_000)).slice(0, -200);
    const pieces = await Array.fromAsync(importPieces(sourceOf("c.json", Buffer.from(text))));
    const { conversations, problems } = await importAll(pieces);
    assert.equal(conversations, 299);
    assert.match(problems.join(), /the file is not whole/);
  });

  test("with one conversation that no server takes brings the others", async () => {
    const [one, two, three] = [chats(0, 1), chats(1, 2, "x".repeat(60 * 1024 * 1024)), chats(2, 3)];
    const text = `${one.slice(0, -1)},${two.slice(1, -1)},${three.slice(1)}`;
    const pieces = await Array.fromAsync(importPieces(sourceOf("c.json", Buffer.from(text))));
    const { conversations, problems } = await importAll(pieces);
    assert.equal(conversations, 2);
    assert.match(problems.join(), /c\.json: a conversation larger than can be sent, left out/);
  });

  test("of our own is cut between conversations, and a very large one between messages", async () => {
    const { conversation, root } = sampleTree();
    const nodes = [sampleQuestion(10, root)];
    for (let n = 11; n < 60; n++) {
      const above = nodes.at(-1)!;
      const make = above.role === "user" ? sampleAnswer : sampleQuestion;
      nodes.push(make(n, above, `${n} ${"x".repeat(900_000)}`));
    }
    const lines = await Array.fromAsync(exportLines([{ conversation, nodes }], 5));
    const pieces = await Array.fromAsync(importPieces(sourceOf("g.jsonl", Buffer.from(lines.join("\n")))));
    assert.ok(pieces.length > 1);
    assert.deepEqual(await importAll(pieces), { conversations: 1, nodes: 50, problems: [] });
  });
});
