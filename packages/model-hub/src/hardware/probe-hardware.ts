import { readFile } from "node:fs/promises";
import { availableParallelism, freemem, totalmem } from "node:os";
import { askSystem } from "./ask-system.ts";
import { findAmdCards, findNvidiaCards } from "./find-gpus.ts";
import type { Hardware } from "./hardware.ts";
import { type Memory, readLinuxMemory } from "./linux-memory.ts";

/** This machine as it is now. Takes milliseconds, or up to 3 seconds where a driver's tool does not answer. Never fails. */
export async function probeHardware(): Promise<Hardware> {
  const [memory, cores, nvidia, amd] = await Promise.all([
    probeMemory(),
    probeCores(),
    process.platform === "darwin" ? [] : findNvidiaCards(askSystem),
    process.platform === "linux" ? findAmdCards() : [],
  ]);
  return {
    memoryTotalBytes: memory.totalBytes,
    memoryAvailableBytes: memory.availableBytes,
    cores,
    unifiedMemory: process.platform === "darwin" && process.arch === "arm64",
    gpus: [...nvidia, ...amd],
  };
}

async function probeMemory(): Promise<Memory> {
  const fallback = { totalBytes: totalmem(), availableBytes: freemem() };
  if (process.platform === "linux") return (await readLinuxMemory()) ?? fallback;
  if (process.platform === "darwin") {
    const available = parseVmStat((await askSystem("/usr/bin/vm_stat", [])) ?? "");
    return {
      ...fallback,
      availableBytes: Math.min(available ?? fallback.availableBytes, fallback.totalBytes),
    };
  }
  return fallback;
}

async function probeCores(): Promise<number> {
  const threads = availableParallelism();
  if (process.platform !== "linux") return threads;
  return Math.min(threads, countCores(await readFile("/proc/cpuinfo", "utf8").catch(() => "")) ?? threads);
}

/** Distinct cores in /proc/cpuinfo; undefined where it tells none, as on ARM and in some virtual machines. */
export function countCores(cpuinfo: string): number | undefined {
  const cores = new Set<string>();
  for (const block of cpuinfo.split("\n\n")) {
    const core = /^core id\s*: (\d+)$/m.exec(block)?.[1];
    if (core !== undefined) cores.add(`${/^physical id\s*: (\d+)$/m.exec(block)?.[1] ?? 0}:${core}`);
  }
  return cores.size > 0 ? cores.size : undefined;
}

/** What macOS can give without swapping, from `vm_stat`: pages free, inactive, speculative and purgeable. In bytes. */
export function parseVmStat(output: string): number | undefined {
  const pageBytes = Number(/page size of (\d+) bytes/.exec(output)?.[1]);
  const pages = (name: string) =>
    Number(new RegExp(`^Pages ${name}:\\s+(\\d+)\\.`, "m").exec(output)?.[1] ?? 0);
  const available = pages("free") + pages("inactive") + pages("speculative") + pages("purgeable");
  return pageBytes > 0 && available > 0 ? available * pageBytes : undefined;
}
