import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { builtInCatalogue } from "../catalogue/catalogue.ts";
import type { Hardware } from "../hardware/hardware.ts";
import { type ChooseOptions, chooseModel, decodeRate } from "./choose-model.ts";

const gib = 2 ** 30;
const catalogue = builtInCatalogue();

interface Machine {
  /** As sold; programs see about 4 % less. */
  ram: number;
  available?: number;
  vram?: number;
  cores?: number;
  unified?: boolean;
}

function hardware({ ram, available, vram, cores = 8, unified = false }: Machine): Hardware {
  const total = ram * 0.96 * gib;
  return {
    memoryTotalBytes: total,
    memoryAvailableBytes: available === undefined ? total * 0.88 : available * gib,
    cores,
    unifiedMemory: unified,
    gpus:
      vram === undefined
        ? []
        : [{ name: "card", memoryTotalBytes: vram * gib, memoryFreeBytes: vram * gib * 0.97 }],
  };
}

const pick = (machine: Machine, options?: ChooseOptions) =>
  chooseModel(catalogue, hardware(machine), options);

const rows: readonly [name: string, machine: Machine, id: string][] = [
  ["1 GB", { ram: 1 }, "smollm2-135m"],
  ["2 GB", { ram: 2 }, "qwen3.5-0.8b"],
  ["3 GB", { ram: 3 }, "qwen3.5-0.8b"],
  ["4 GB", { ram: 4 }, "qwen3.5-2b"],
  ["8 GB", { ram: 8 }, "qwen3.5-4b"],
  ["8 GB, two cores", { ram: 8, cores: 2 }, "qwen3.5-2b"],
  ["8 GB, 4 GB card", { ram: 8, vram: 4, cores: 2 }, "qwen3.5-4b"],
  ["8 GB, 6 GB card", { ram: 8, vram: 6 }, "qwen3.5-4b"],
  ["16 GB, four cores", { ram: 16, cores: 4 }, "qwen3.5-4b"],
  ["16 GB, six cores", { ram: 16, cores: 6 }, "gemma-4-e4b"],
  ["16 GB, 8 GB card", { ram: 16, vram: 8 }, "qwen3.5-9b"],
  ["16 GB, 12 GB card", { ram: 16, vram: 12 }, "gemma-4-12b"],
  ["16 GB, 16 GB card", { ram: 16, vram: 16 }, "gpt-oss-20b"],
  ["24 GB", { ram: 24 }, "gemma-4-26b-a4b"],
  ["24 GB, 8 GB card", { ram: 24, vram: 8 }, "gemma-4-26b-a4b"],
  ["32 GB, 26 GB free", { ram: 32, available: 26 }, "qwen3.6-35b-a3b"],
  ["32 GB, less free", { ram: 32, available: 22 }, "gemma-4-26b-a4b"],
  ["32 GB, 8 GB card", { ram: 32, vram: 8 }, "qwen3.6-35b-a3b"],
  ["32 GB, 24 GB card", { ram: 32, vram: 24 }, "qwen3.8-27b"],
  ["64 GB", { ram: 64 }, "qwen3.6-35b-a3b-q6"],
  ["64 GB, 12 GB card", { ram: 64, vram: 12 }, "gpt-oss-120b"],
  ["64 GB, 48 GB card", { ram: 64, vram: 48 }, "qwen3.8-27b-q8"],
  ["96 GB", { ram: 96 }, "gpt-oss-120b"],
  ["128 GB", { ram: 128 }, "gpt-oss-120b"],
  ["128 GB, 24 GB card", { ram: 128, vram: 24 }, "qwen3.5-122b-a10b"],
  ["8 GB shared", { ram: 8, unified: true }, "qwen3.5-4b"],
  ["16 GB shared", { ram: 16, unified: true }, "qwen3.5-9b"],
  ["24 GB shared", { ram: 24, unified: true }, "gemma-4-26b-a4b"],
  ["64 GB shared", { ram: 64, unified: true }, "qwen3.6-35b-a3b-q6"],
  ["96 GB shared", { ram: 96, unified: true }, "gpt-oss-120b"],
  ["128 GB shared", { ram: 128, unified: true }, "qwen3.5-122b-a10b"],
];

for (const [name, machine, id] of rows) {
  test(`a machine with ${name} gets ${id}`, () => {
    const choice = pick(machine);
    assert.equal(choice.entry.id, id, choice.reasons.join(" "));
    assert.ok(choice.needBytes <= choice.usableBytes);
  });
}

test("what other programs hold now leads to a smaller model", () => {
  assert.equal(pick({ ram: 8, available: 3 }).entry.id, "qwen3.5-2b");
  assert.equal(pick({ ram: 16, available: 1 }).entry.id, "smollm2-135m");
});

test("a 4 GB machine gets a context of 4,096 tokens or what fits above it, others at least 8,192", () => {
  assert.equal(pick({ ram: 4, available: 2.15 }).contextTokens, 4096);
  assert.ok(pick({ ram: 8 }).contextTokens >= 8192);
  assert.equal(pick({ ram: 16 }).contextTokens, 32_768);
  assert.equal(pick({ ram: 16 }, { contextTokensWanted: 16_384 }).contextTokens, 16_384);
});

test("without a model hub only what a package index has, or what is installed, is chosen", () => {
  assert.equal(pick({ ram: 64 }, { hubReachable: false }).entry.id, "smollm2-135m");
  const installed = pick({ ram: 64 }, { hubReachable: false, installed: ["qwen3.5-4b"] });
  assert.equal(installed.entry.id, "qwen3.5-4b");
  assert.equal(installed.installed, true);
  assert.equal(installed.downloadSeconds, 0);
});

test("a model that would write slower than 5 tokens a second here is passed over, with the number told", () => {
  const smallest = catalogue.find(({ id }) => id === "smollm2-135m");
  assert.ok(smallest !== undefined);
  const choice = pick({ ram: 24 }, { decodeBytesPerSecond: decodeRate(100, smallest) });
  assert.equal(choice.entry.id, "qwen3.5-2b");
  assert.match(
    choice.reasons.join(" "),
    /Gemma 4 26B A4B would be better but would write about \d\.\d tokens a second/,
  );
});

test("a restrictive licence is never chosen for somebody", () => {
  for (const [, machine] of rows) assert.equal(pick(machine).entry.licence.mustAccept, false);
  assert.notEqual(pick({ ram: 512, vram: 96 }).entry.id, "grok-2");
});

test("the reasons tell which, how large, how much is needed and how long it takes", () => {
  const choice = pick({ ram: 8 }, { downloadBytesPerSecond: 10e6 });
  const text = choice.reasons.join(" ");
  assert.match(text, /Qwen3\.5 4B: 2\.74 GB/);
  assert.match(text, /can be used now/);
  assert.match(text, /about 5 minutes at the measured 10\.0 MB a second/);
  assert.equal(choice.downloadSeconds, 274.0937888);
});

test("what keeps a machine from the next better model is told", () => {
  assert.match(pick({ ram: 8, cores: 2 }).reasons.join(" "), /Qwen3\.5 4B would be better but wants 4 cores/);
  assert.match(
    pick({ ram: 32, available: 22 }).reasons.join(" "),
    /Qwen3\.6 35B A3B would be better but wants 26\.0 GB of memory free/,
  );
  assert.match(
    pick({ ram: 8, available: 3 }).reasons.join(" "),
    /would be better but needs 3\.\d+ GB, and 2\.\d+ GB can be used now/,
  );
});

test("nothing fits: the smallest is named with a warning", () => {
  const choice = pick({ ram: 0.5, available: 0.2 });
  assert.equal(choice.entry.id, "smollm2-135m");
  assert.match(choice.reasons.at(-1) ?? "", /close other programs/);
});

test("more memory never leads to a lesser model", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 256 }),
      fc.integer({ min: 1, max: 256 }),
      fc.integer({ min: 1, max: 32 }),
      (a, b, cores) => {
        const less = pick({ ram: Math.min(a, b), cores });
        const more = pick({ ram: Math.max(a, b), cores });
        assert.ok(less.entry.quality <= more.entry.quality);
      },
    ),
  );
});
