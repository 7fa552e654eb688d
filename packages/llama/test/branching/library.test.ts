import assert from "node:assert/strict";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { openModel } from "../../src/engine/open-model.ts";
import { tinyModel } from "../tiny-model/tiny-model.ts";
import { ids } from "./conversations.ts";

const folder = await mkdtemp(join(tmpdir(), "grok-branching-"));
after(() => rm(folder, { recursive: true, force: true }));

test("the library is the version whose inner workings were read", async () => {
  const manifest = await readFile(new URL("../../package.json", import.meta.url), "utf8");
  const { dependencies } = JSON.parse(manifest) as { dependencies: Record<string, string> };
  const read = "3.22.1";
  const again = "read library-checkpoints.ts and token-choices.ts against the new one, then name it here";
  assert.equal(dependencies["node-llama-cpp"], read, again);
});

test("checkpoints are listed, dropped from the middle, and shared by lists until none holds them", async () => {
  const { path, digest, kvBytesPerToken, stateBytes } = await tinyModel(folder, "hybrid");
  const sizes = { contextTokens: 256, sequences: 2, batchTokens: 64, branchCacheBytes: 2 ** 20 };
  const { model, slots } = await openModel(
    { path, digest, kvBytesPerToken, stateBytes, threads: 1, reasoning: "none", stop: [], ...sizes },
    { onLog: () => {}, onDecode: () => {} },
  );
  const [slot, other] = slots;
  assert.ok(slot && other);
  const places = (of: { list(): readonly { place: number }[] }) => of.list().map(({ place }) => place);
  for (const seed of [1, 2, 3]) {
    await slot.evaluate(ids(seed, 20));
    await slot.takeCheckpoint();
  }
  assert.deepEqual(places(slot.checkpoints), [20, 40, 60]);
  assert.ok(slot.checkpoints.list().every(({ bytes }) => bytes > 1000));

  const saved = await slot.save();
  slot.checkpoints.drop(slot.checkpoints.list()[1]!.handle);
  assert.deepEqual(places(slot.checkpoints), [20, 60]);
  assert.deepEqual(places(saved.checkpoints), [20, 40, 60]);
  await slot.clear();
  assert.deepEqual(places(slot.checkpoints), []);

  await other.load(saved);
  saved.remove();
  await other.cutTo([...ids(1, 20), ...ids(2, 20), ...ids(5, 20)]);
  assert.equal(other.length, 40, "what the removed state shared is still there");
  assert.deepEqual(places(other.checkpoints), [20, 40]);
  await assert.rejects(slot.load(saved), "and its file is not");
  await model.dispose();
});
