import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { importFile } from "@grok/conversation";
import { MemoryStore } from "../memory-store.ts";
import { drawn, imported, importInto, messagesOf, tools } from "./import-bench.ts";

const chat = (id: string, text: string) => ({
  conversation_id: id,
  title: `Chat ${id}`,
  mapping: {
    q: { id: "q", parent: null, message: { author: { role: "user" }, content: { parts: [text] } } },
  },
});

describe("a broken file", () => {
  test("that breaks off brings what is whole before the break, and tells the place", async () => {
    const text = JSON.stringify([chat("1", "one"), chat("2", "two"), chat("3", "three")]);
    const { report } = await imported(text.slice(0, -40));
    assert.deepEqual([report.conversations, report.unreadable], [2, 1]);
    assert.equal(
      report.problems.at(-1),
      `the list breaks off at byte ${text.length - 39}: "]" is expected; the file is not whole`,
    );
  });

  test("with one conversation that is no JSON brings the others", async () => {
    const parts = [chat("1", "one"), chat("2", "two")].map((each) => JSON.stringify(each));
    const { report } = await imported(`[${parts[0]},\n{"title": oops},\n${parts[1]}]`);
    assert.deepEqual([report.conversations, report.unreadable], [2, 1]);
    assert.match(
      report.problems[0]!,
      /^conversation 2 cannot be read: no JSON from line 2, byte 1 on: Unexpected token 'o'$/,
    );
  });

  test("tells line and byte where the parser knows them, in bytes and not in characters", async () => {
    const { report } = await imported('[\n{"title":"日本", x}]');
    assert.match(report.problems[0]!, /no JSON at line 2, byte 20: Expected double-quoted property name/);
  });

  test("with bytes that are no UTF-8 in one conversation loses only that one", async () => {
    const data = Buffer.from(JSON.stringify([chat("1", "one"), chat("2", "tw?o"), chat("3", "three")]));
    data[data.indexOf("?")] = 0xff;
    const report = await importFile(new MemoryStore(), "ada", { name: "c.json", data }, tools);
    assert.deepEqual([report.conversations, report.unreadable], [2, 1]);
    assert.match(report.problems[0]!, /conversation 2 cannot be read: no UTF-8 text from byte \d+ on/);
  });

  for (const [what, text, expected] of [
    ["another kind of list", '[{"user":"me"}]', /conversation 1 is of no kind known here: .*the field/],
    [
      "another kind of object",
      '{"id":1,"email":"a@b"}',
      /the file is of no kind known here: .*fields id, email/,
    ],
    ["a page", "<!doctype html><p>hi", /this is no export known here: .*begins with “<!doctype html><p>hi”/],
    ["an object cut short", '{"mapping":{"a":', /the file cannot be read: no JSON at byte 17/],
  ] as const)
    test(`that is ${what} says what was expected and what was found`, async () => {
      const { report } = await imported(text);
      assert.deepEqual([report.conversations, report.unreadable], [0, 1]);
      assert.match(report.problems.join("\n"), expected);
    });

  test("that is binary is refused as a whole, a ZIP with a hint", async () => {
    const take = (data: Uint8Array) => importFile(new MemoryStore(), "ada", { name: "x", data }, tools);
    await assert.rejects(take(Uint8Array.of(0xff, 0xfe, 0x41)), /no UTF-8 text from byte 1 on/);
    await assert.rejects(take(Uint8Array.of(0x50, 0x4b, 3, 4, 0)), /this is a ZIP file/);
  });

  test("that is empty brings nothing", async () => {
    for (const text of ["", " \n ", "[]"]) {
      const { report } = await imported(text);
      assert.deepEqual([report.conversations, report.unreadable], [0, 0]);
    }
  });
});

test("names that are special in JavaScript are names like any other", async () => {
  const text = `{"conversation_id":"p","mapping":{"__proto__":{"parent":null,"message":{"author":{"role":"user"},"content":{"parts":["hi"]}}},"constructor":{"parent":"__proto__","message":{"author":{"role":"assistant"},"content":{"parts":["ho"]}}}}}`;
  const { store } = await imported(text);
  assert.equal(await drawn(store), "u hi(a ho)");
});

test("text that cannot be stored as it is comes in without what is wrong with it", async () => {
  const { store } = await imported([chat("1", "a\0b\ud800c")]);
  assert.equal(await drawn(store), "u a\ufffdb\ufffdc");
});

test("a message longer than one can be is cut into several, and none of it is lost", async () => {
  const text = "é".repeat(6 * 1024 * 1024);
  const { store, report } = await imported([chat("1", text)]);
  assert.match(report.problems[0]!, /has 6291456 characters and was cut into 2/);
  const nodes = await messagesOf(store);
  assert.deepEqual(
    nodes.map((node) => node.role),
    ["user", "assistant", "user"],
  );
  assert.equal(nodes.map((node) => node.parts.map((part) => part.text).join("")).join(""), text);
  assert.equal((await importInto(store, [chat("1", text)])).known, 4);
});

test("one very large conversation is read piece by piece, with others' turns in between", async () => {
  const mapping: Record<string, object> = {};
  for (let at = 0; at < 3_000; at++)
    mapping[`n${at}`] = {
      id: `n${at}`,
      parent: at === 0 ? null : `n${at - 1}`,
      message: {
        author: { role: at % 2 === 0 ? "user" : "assistant" },
        content: { parts: [`${at} \\" [{ ${"é,]}".repeat(500)}`] },
      },
    };
  let turns = 0;
  const data = Buffer.from(JSON.stringify([{ conversation_id: "big", mapping }]));
  const store = new MemoryStore();
  const report = await importFile(
    store,
    "ada",
    { name: "", data },
    { ...tools, pause: async () => void turns++ },
  );
  assert.deepEqual([report.nodes, report.problems], [3_000, []]);
  assert.ok(turns > data.length / (256 * 1024));
});
