import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Hardware } from "../hardware/hardware.ts";
import { memoryNeed, place, usableMemory } from "./memory-need.ts";

const gib = 2 ** 30;
const machine = (totalGib: number, availableGib: number, more: Partial<Hardware> = {}): Hardware => ({
  memoryTotalBytes: totalGib * gib,
  memoryAvailableBytes: availableGib * gib,
  cores: 8,
  unifiedMemory: false,
  gpus: [],
  ...more,
});
const card = (totalGib: number, freeGib: number) => ({
  name: "card",
  memoryTotalBytes: totalGib * gib,
  memoryFreeBytes: freeGib * gib,
});

test("the need is file, cache, state and buffers", () => {
  const model = { bytes: 1000, kvBytesPerToken: 10, stateBytes: 5, vocabulary: 1 };
  assert.equal(memoryNeed(model, 100) - memoryNeed(model, 0), 1000);
  assert.equal(memoryNeed(model, 0), 1005 + 128 * 2 ** 20 + 2048);
});

test("the smallest model's need stays close to what was measured: 476 MB at 8,192 tokens", () => {
  const need = memoryNeed(
    { bytes: 98_362_432, kvBytesPerToken: 23_040, stateBytes: 0, vocabulary: 49_152 },
    8192,
  );
  assert.ok(need > 476e6 && need < 600e6, `${need}`);
});

test("a processor may use what is available, at most three quarters of all, less half a GiB", () => {
  assert.equal(usableMemory(machine(16, 15)).cpuBytes, 11.5 * gib);
  assert.equal(usableMemory(machine(16, 6)).cpuBytes, 5.5 * gib);
  assert.equal(usableMemory(machine(2, 2)).cpuBytes, 1.25 * gib);
  assert.equal(usableMemory(machine(16, 0.1)).cpuBytes, 0);
});

test("of a card's free memory 8 % or 1 GiB stays unused, and cards add up", () => {
  assert.equal(usableMemory(machine(16, 8, { gpus: [card(8, 7)] })).gpuBytes, 6 * gib);
  assert.equal(
    usableMemory(machine(16, 8, { gpus: [card(48, 47), card(8, 0.5)] })).gpuBytes,
    (47 - 0.08 * 48) * gib,
  );
});

test("shared memory may be used up to two thirds", () => {
  assert.equal(Math.round(usableMemory(machine(16, 16, { unifiedMemory: true })).unifiedBytes / gib), 10);
  assert.equal(usableMemory(machine(16, 16)).unifiedBytes, 0);
});

test("a model goes to the card if it fits, is split if it must be, and otherwise has no place", () => {
  const usable = usableMemory(machine(16, 15, { gpus: [card(8, 8)] }));
  assert.equal(place(6 * gib, usable)?.placement, "gpu");
  assert.equal(place(12 * gib, usable)?.placement, "split");
  assert.equal(place(21 * gib, usable), undefined);
  assert.equal(place(6 * gib, usableMemory(machine(16, 15)))?.placement, "cpu");
  assert.equal(place(6 * gib, usableMemory(machine(16, 15, { unifiedMemory: true })))?.placement, "unified");
});

test("less free memory never makes more room", () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0, max: 64, noNaN: true }),
      fc.double({ min: 0, max: 64, noNaN: true }),
      (a, b) => {
        const [less, more] = a < b ? [a, b] : [b, a];
        assert.ok(usableMemory(machine(64, less)).cpuBytes <= usableMemory(machine(64, more)).cpuBytes);
      },
    ),
  );
});
