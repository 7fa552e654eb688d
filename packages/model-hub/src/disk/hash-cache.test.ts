import assert from "node:assert/strict";
import { readFile, rm, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { sha256, temporaryFolder } from "../../test/hub-under-test.ts";
import { HashCache } from "./hash-cache.ts";

test("a hash is computed once and remembered across restarts while size and time stay", async (t) => {
  const folder = temporaryFolder(t);
  const [path, cachePath] = [join(folder, "file"), join(folder, "hashes.json")];
  await writeFile(path, "one");
  const cache = await HashCache.open(cachePath);
  assert.equal(await cache.lookUp(path), undefined);
  assert.equal(await cache.hashOf(path), sha256(Buffer.from("one")));
  const again = await HashCache.open(cachePath);
  assert.equal(await again.lookUp(path), sha256(Buffer.from("one")));

  await writeFile(path, "two");
  await utimes(path, 1_000, 1_000);
  assert.equal(await again.lookUp(path), undefined);
  assert.equal(await again.hashOf(path), sha256(Buffer.from("two")));
});

test("a fresh hash reads the bytes even where one is remembered", async (t) => {
  const folder = temporaryFolder(t);
  const path = join(folder, "file");
  await writeFile(path, "one");
  await utimes(path, 1_000, 1_000);
  const cache = await HashCache.open(join(folder, "hashes.json"));
  await cache.hashOf(path);
  await writeFile(path, "two");
  await utimes(path, 1_000, 1_000);
  assert.equal(await cache.hashOf(path), sha256(Buffer.from("one")));
  assert.equal(await cache.hashOf(path, { fresh: true }), sha256(Buffer.from("two")));
});

test("a damaged or unwritable cache costs time and nothing else", async (t) => {
  const folder = temporaryFolder(t);
  const path = join(folder, "file");
  await writeFile(path, "one");
  await writeFile(join(folder, "hashes.json"), "{ damaged");
  assert.equal(
    await (await HashCache.open(join(folder, "hashes.json"))).hashOf(path),
    sha256(Buffer.from("one")),
  );
  const nowhere = await HashCache.open(join(folder, "missing", "hashes.json"));
  assert.equal(await nowhere.hashOf(path), sha256(Buffer.from("one")));
});

test("the cache stays small: the oldest of more than a thousand go", async (t) => {
  const folder = temporaryFolder(t);
  const path = join(folder, "file");
  await writeFile(path, "one");
  const files = Object.fromEntries(
    Array.from({ length: 1_000 }, (_, index) => [
      `/gone/${index}`,
      { bytes: 1, mtimeMs: 1, sha256: "a".repeat(64) },
    ]),
  );
  const cachePath = join(folder, "hashes.json");
  await writeFile(cachePath, JSON.stringify({ version: 1, files }));
  await (await HashCache.open(cachePath)).hashOf(path);
  const kept = Object.keys((JSON.parse(await readFile(cachePath, "utf8")) as { files: object }).files);
  assert.equal(kept.length, 1_000);
  assert.ok(kept.includes(path) && !kept.includes("/gone/0"));
  await rm(path);
});
