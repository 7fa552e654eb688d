import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { claimTab, createTabMemory, savedViewFrom } from "./tab-memory.ts";

function memoryStorage(from: Iterable<[string, string]> = []) {
  const items = new Map(from);
  return {
    items,
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
    removeItem: (key: string) => void items.delete(key),
  } as unknown as Storage & { items: Map<string, string> };
}

function counter() {
  let count = 0;
  return () => `view-${++count}`;
}

const view = { viewId: "v", draft: "half a quest", queue: ["next"], anchorId: "n1", editing: null };

test("a reloaded tab finds its view as it was", () => {
  const storage = memoryStorage();
  createTabMemory(storage, false, counter()).keep("1", "c1", view);
  assert.deepEqual(createTabMemory(storage, false, counter()).recall("1", "c1"), view);
});

test("a duplicated tab keeps the draft but gets a view id of its own", () => {
  const storage = memoryStorage();
  createTabMemory(storage, false, counter()).keep("1", "c1", view);
  const copy = createTabMemory(memoryStorage(storage.items), true, counter());
  const recalled = copy.recall("1", "c1");
  assert.notEqual(recalled.viewId, "v");
  assert.equal(recalled.draft, "half a quest");
  copy.keep("1", "c1", recalled);
  assert.equal(copy.recall("1", "c1").viewId, recalled.viewId);
});

test("a tab knows a copy of an open tab's storage from its own after a reload", () => {
  const listeners = new Map<string, () => void>();
  const target = { addEventListener: (type: string, listener: () => void) => listeners.set(type, listener) };
  const storage = memoryStorage();
  assert.equal(claimTab(storage, target as never), false);
  assert.equal(claimTab(memoryStorage(storage.items), target as never), true);
  claimTab(storage, target as never);
  listeners.get("pagehide")?.();
  assert.equal(claimTab(storage, target as never), false);
});

test("whatever storage holds becomes a usable view", () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json(), fc.constant(null)), (text) => {
      const saved = savedViewFrom(text, () => "fresh");
      assert.equal(typeof saved.viewId, "string");
      assert.equal(typeof saved.draft, "string");
      assert.ok(saved.queue.every((item) => typeof item === "string"));
    }),
  );
});
