import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { findAmdCards, findNvidiaCards, parseNvidiaCards } from "./find-gpus.ts";

const mib = 2 ** 20;

test("NVIDIA cards are read one a line, and lines that are not cards are passed over", () => {
  assert.deepEqual(
    parseNvidiaCards("NVIDIA GeForce RTX 4060, 8188, 7654\nNo devices were found\nX, [N/A], [N/A]\n"),
    [{ name: "NVIDIA GeForce RTX 4060", memoryTotalBytes: 8188 * mib, memoryFreeBytes: 7654 * mib }],
  );
});

test("a machine without the NVIDIA tool has no NVIDIA cards", async () => {
  assert.deepEqual(await findNvidiaCards(async () => undefined), []);
});

test("AMD cards come from the kernel's files; the sliver of integrated graphics does not count", async (t) => {
  const folder = await mkdtemp(join(tmpdir(), "grok-drm-"));
  t.after(() => rm(folder, { recursive: true }));
  const card = async (name: string, total: number, used: number) => {
    await mkdir(join(folder, name, "device"), { recursive: true });
    await writeFile(join(folder, name, "device", "mem_info_vram_total"), `${total}\n`);
    await writeFile(join(folder, name, "device", "mem_info_vram_used"), `${used}\n`);
  };
  await card("card0", 512 * mib, 0);
  await card("card1", 16_384 * mib, 384 * mib);
  await mkdir(join(folder, "card1-DP-1"));
  assert.deepEqual(await findAmdCards(folder), [
    { name: "AMD card1", memoryTotalBytes: 16_384 * mib, memoryFreeBytes: 16_000 * mib },
  ]);
  assert.deepEqual(await findAmdCards(join(folder, "missing")), []);
});
