import assert from "node:assert/strict";
import { mkdtempSync } from "node:fs";
import { rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { openVectorIndex, VectorError, type VectorIndex } from "@grok/vectors";

const folder = mkdtempSync(join(tmpdir(), "grok-vectors-"));
const opened: VectorIndex[] = [];
after(async () => {
  for (const index of opened) await index.close();
  await rm(folder, { recursive: true, force: true });
});

const kind = { digest: "d", dimensions: 4 };
const options = { limit: 10, similarityMin: 0.1 };
function open(name: string, of = kind): VectorIndex {
  const index = openVectorIndex(join(folder, name), of);
  opened.push(index);
  return index;
}
const north = Float32Array.of(1, 0, 0, 0);
const east = Float32Array.of(0, 1, 0, 0);
const between = Float32Array.of(Math.SQRT1_2, Math.SQRT1_2, 0, 0);

test("what was put is found, kept over a restart, and gone when removed", async () => {
  const index = open("kept.db");
  await index.put("me", "c1", [
    { id: "m1", vectors: [north] },
    { id: "m2", vectors: [east, between] },
    { id: "m3", vectors: [] },
  ]);
  await index.put("me", "c2", [{ id: "m4", vectors: [between] }]);
  const found = await index.search("me", north, options);
  assert.deepEqual(
    found.map(({ messageId, part }) => [messageId, part]),
    [
      ["m1", 0],
      ["m2", 1],
      ["m4", 0],
    ],
  );
  assert.ok(Math.abs(found[1]!.similarity - Math.SQRT1_2) < 0.01);
  await index.close();

  const again = open("kept.db");
  assert.equal((await again.search("me", north, options)).length, 3);
  assert.deepEqual([...(await again.messageIds("me", "c1"))].sort(), ["m1", "m2", "m3"]);
  assert.deepEqual([...(await again.conversations("me"))].sort(), ["c1", "c2"]);
  assert.equal(await again.count("me"), 4);
  await again.remove("me", "c1", ["m1", "m3", "unknown"]);
  assert.deepEqual(
    (await again.search("me", north, options)).map(({ messageId }) => messageId),
    ["m2", "m4"],
  );
  await again.put("me", "c1", [{ id: "m2", vectors: [north] }]);
  assert.equal((await again.search("me", north, options))[0]?.messageId, "m2");
  assert.equal(await again.count("me"), 2);
});

test("one owner never finds another's, not even under the same ids", async () => {
  const index = open("owners.db");
  await index.put("me", "c", [{ id: "m", vectors: [north] }]);
  await index.put("you", "c", [{ id: "m", vectors: [east] }]);
  assert.deepEqual(await index.search("you", north, options), []);
  assert.deepEqual(await index.search("nobody", north, options), []);
  await index.remove("you", "c", ["m"]);
  assert.equal((await index.search("me", north, options)).length, 1);
});

test("vectors of another model, and a damaged file, begin the index anew", async () => {
  const first = open("other.db");
  await first.put("me", "c", [{ id: "m", vectors: [north] }]);
  await first.close();
  const other = open("other.db", { digest: "another", dimensions: 4 });
  assert.equal(await other.count("me"), 0);
  await other.close();
  await writeFile(join(folder, "damaged.db"), "no database at all, though it is quite long".repeat(100));
  const mended = open("damaged.db");
  await mended.put("me", "c", [{ id: "m", vectors: [north] }]);
  assert.equal(await mended.count("me"), 1);
});

test("a vector of another length is refused with both numbers", async () => {
  const index = open("length.db");
  await assert.rejects(
    index.put("me", "c", [{ id: "m", vectors: [new Float32Array(3)] }]),
    (error) =>
      error instanceof VectorError && error.code === "bad-vector" && /3 numbers.*for 4/.test(error.message),
  );
});

test("a file that cannot be made is told, and a closed index refuses", async () => {
  const index = openVectorIndex(join(folder, "no", "such", "folder", "x.db"), kind);
  await assert.rejects(index.count("me"), { code: "disk-failed" });
  await index.close();
  await assert.rejects(index.count("me"), { code: "closed" });
});
