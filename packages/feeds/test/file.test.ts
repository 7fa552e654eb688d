import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmdirSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, test } from "node:test";
import { gzipSync } from "node:zlib";
import { PostsError } from "@grok/posts";
import { fileFeed } from "../src/file/file-feed.ts";
import { checkConnector } from "./connector-contract.ts";
import { startReading, testTools } from "./test-tools.ts";

const folder = mkdtempSync(join(tmpdir(), "feed-file-"));
after(() => rmSync(folder, { recursive: true }));
const lineOf = (text: string) => `${JSON.stringify({ text, author: "mira" })}\n`;

checkConnector("file", {
  module: fileFeed,
  async startPeer() {
    const path = join(folder, "contract.jsonl");
    let written = path;
    writeFileSync(path, "");
    return {
      options: { path, follow: "true" },
      asked: () => 0,
      open: () => 0,
      say: (texts) => appendFileSync(written, texts.map(lineOf).join("")),
      fail() {
        written = `${path}.away`;
        renameSync(path, written);
        mkdirSync(path);
      },
      heal() {
        rmdirSync(path);
        renameSync(written, path);
        written = path;
      },
      close: async () => {},
    };
  },
});

describe("a file", () => {
  let count = 0;
  const fileOf = (content: string | Buffer) => {
    const path = join(folder, `${++count}.jsonl`);
    writeFileSync(path, content);
    return path;
  };
  const readAll = async (options: Record<string, string>, cursor: string | null = null) => {
    const reading = startReading(fileFeed, options, cursor);
    await reading.until(() => false);
    return reading;
  };
  const cursorOf = ({ batches }: Awaited<ReturnType<typeof readAll>>) => batches.at(-1)?.cursor ?? null;

  test("ends at its end, its last line needs no end, and it goes on from there", async () => {
    const path = fileOf(`${lineOf("one")}\n${lineOf("two")}${lineOf("three").trim()}`);
    const reading = await readAll({ path });
    assert.deepEqual(reading.texts(), ["one", "two", "three"]);
    assert.deepEqual((await readAll({ path }, cursorOf(reading))).texts(), []);
    appendFileSync(path, `\n${lineOf("four")}`);
    assert.deepEqual((await readAll({ path }, cursorOf(reading))).texts(), ["four"]);
  });

  test("compressed with gzip is read alike, and goes on where it was", async () => {
    const lines = Array.from({ length: 20_000 }, (_, n) => lineOf(`line ${n}`)).join("");
    const path = fileOf(gzipSync(lines));
    const reading = startReading(fileFeed, { path });
    await reading.until(() => reading.texts().length > 0);
    await reading.stop();
    const rest = await readAll({ path }, cursorOf(reading));
    assert.equal(reading.texts().length + rest.texts().length, 20_000);
    assert.equal(rest.texts().at(-1), "line 19999");
  });

  test("that is damaged while compressed tells so, after what could be read", async () => {
    const path = fileOf(
      gzipSync(Array.from({ length: 5_000 }, (_, n) => lineOf(`${n}`)).join("")).subarray(0, 9_000),
    );
    await assert.rejects(
      readAll({ path }),
      (error) => error instanceof PostsError && error.code === "bad-answer",
    );
  });

  test("that was replaced or cut is read from its start, and the gap is told", async () => {
    const path = fileOf(lineOf("one") + lineOf("two"));
    const cursor = cursorOf(await readAll({ path }));
    writeFileSync(path, lineOf("other") + lineOf("words") + lineOf("here"));
    const replaced = await readAll({ path }, cursor);
    assert.deepEqual(replaced.texts(), ["other", "words", "here"]);
    assert.ok(replaced.news.some(({ type }) => type === "gap"));
    truncateSync(path, lineOf("other").length);
    assert.deepEqual((await readAll({ path }, cursorOf(replaced))).texts(), ["other"]);
  });

  test("that is followed tells what is added, in whole lines, and goes over to the next of its name", async () => {
    const path = fileOf(lineOf("one"));
    const reading = startReading(fileFeed, { path, follow: "true" });
    await reading.until(() => reading.texts().length === 1);
    const two = lineOf("two");
    appendFileSync(path, two.slice(0, 10));
    setTimeout(() => appendFileSync(path, two.slice(10)), 30);
    await reading.until(() => reading.texts().length === 2);
    renameSync(path, `${path}.1`);
    writeFileSync(path, lineOf("three"));
    await reading.until(() => reading.texts().length === 3);
    await reading.stop();
    assert.deepEqual(reading.texts(), ["one", "two", "three"]);
    assert.ok(reading.news.every(({ type }) => type !== "unreadable"));
  });

  test("with lines that are no posts is read on, and they are counted by number", async () => {
    const path = fileOf(
      `${lineOf("one")}{\n{"text":5}\n${lineOf("two")}${"x".repeat(2 ** 20 + 1)}\n${lineOf("three")}`,
    );
    const reading = await readAll({ path });
    assert.deepEqual(reading.texts(), ["one", "two", "three"]);
    const unreadable = reading.news.filter((news) => news.type === "unreadable");
    assert.equal(
      unreadable.reduce((sum, news) => sum + news.count, 0),
      3,
    );
    assert.match(unreadable[0]!.message, /^Line \d+ is/);
  });

  test("that is not there, or is a folder, is named", async () => {
    const path = join(folder, "nowhere.jsonl");
    await assert.rejects(
      readAll({ path }),
      (error) => error instanceof PostsError && error.message.includes(path),
    );
    await assert.rejects(
      readAll({ path: folder }),
      (error) => error instanceof PostsError && error.code === "bad-input",
    );
    assert.throws(() => fileFeed.create({ path: "relative.jsonl" }, testTools()), /path/);
    assert.throws(() => fileFeed.create({}, testTools()), /path/);
  });
});

test("standard input is read to its end", async () => {
  const program = `
    import { fileFeed } from ${JSON.stringify(new URL("../src/file/file-feed.ts", import.meta.url).href)};
    const connector = fileFeed.create({ path: "-" }, { now: Date.now });
    for await (const { events, cursor } of connector.read({ cursor: null, signal: new AbortController().signal, tell() {} }))
      for (const { post } of events) console.log(post.text, cursor);`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", program], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  child.stdin.write(lineOf("one"));
  child.stdin.end(lineOf("two").trim());
  let told = "";
  for await (const chunk of child.stdout) told += chunk;
  assert.equal(told, "one null\ntwo null\n");
});
