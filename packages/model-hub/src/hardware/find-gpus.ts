// Best effort and without native code: NVIDIA cards by their own tool, AMD cards on Linux by the kernel's files.
// A card that is not found costs speed, never correctness.
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { AskSystem } from "./ask-system.ts";
import type { Gpu } from "./hardware.ts";

/** One card a line: name, total and free memory in MiB, as `nvidia-smi --format=csv,noheader,nounits` prints them. */
export function parseNvidiaCards(output: string): Gpu[] {
  return output.split("\n").flatMap((line) => {
    const [name = "", total, free] = line.split(",").map((part) => part.trim());
    const memoryTotalBytes = Number(total) * 2 ** 20;
    const memoryFreeBytes = Number(free) * 2 ** 20;
    if (name === "" || !(memoryTotalBytes > 0) || !(memoryFreeBytes >= 0)) return [];
    return [{ name, memoryTotalBytes, memoryFreeBytes }];
  });
}

export async function findNvidiaCards(ask: AskSystem): Promise<Gpu[]> {
  const query = ["--query-gpu=name,memory.total,memory.free", "--format=csv,noheader,nounits"];
  return parseNvidiaCards((await ask("nvidia-smi", query)) ?? "");
}

/** Cards of the amdgpu driver. Graphics inside the processor report a sliver of memory and are left out. */
export async function findAmdCards(folder = "/sys/class/drm"): Promise<Gpu[]> {
  const cards: Gpu[] = [];
  for (const name of await readdir(folder).catch(() => [])) {
    if (!/^card\d+$/.test(name)) continue;
    const read = async (file: string) =>
      Number(await readFile(join(folder, name, "device", file), "utf8").catch(() => ""));
    const total = await read("mem_info_vram_total");
    const used = await read("mem_info_vram_used");
    if (total < 2 * 2 ** 30) continue;
    cards.push({ name: `AMD ${name}`, memoryTotalBytes: total, memoryFreeBytes: Math.max(0, total - used) });
  }
  return cards;
}
