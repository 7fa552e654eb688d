// Memory on Linux as the kernel tells it: what is available, not what is free, and never more than the control
// groups of a container allow. Counting the machine's memory inside a container is the classic way to be killed.
import { readFile } from "node:fs/promises";

export interface Memory {
  totalBytes: number;
  availableBytes: number;
}

/** Reads a file below the root of the system's own file systems; undefined when it is not there. */
export type ReadSystemFile = (path: string) => Promise<string | undefined>;

/** `MemTotal` and `MemAvailable` of /proc/meminfo. Undefined when either is missing (kernels before 3.14). */
export function parseMeminfo(text: string): Memory | undefined {
  const value = (name: string) => {
    const match = new RegExp(`^${name}:\\s+(\\d+) kB$`, "m").exec(text);
    return match?.[1] === undefined ? undefined : Number(match[1]) * 1024;
  };
  const totalBytes = value("MemTotal");
  const availableBytes = value("MemAvailable");
  return totalBytes === undefined || availableBytes === undefined
    ? undefined
    : { totalBytes, availableBytes };
}

/** Where this process stands in the control groups: folders from its own up to the root, nearest first. */
export function parseControlGroups(text: string): { version: 1 | 2; folders: string[] } | undefined {
  const lines = text.split("\n").map((line) => line.split(":"));
  const memory = lines.find(([, controllers]) => controllers?.split(",").includes("memory"));
  const unified = lines.find(([hierarchy, controllers]) => hierarchy === "0" && controllers === "");
  const path = (memory ?? unified)?.slice(2).join(":");
  if (path === undefined) return undefined;
  const version = memory === undefined ? 2 : 1;
  const base = version === 2 ? "/sys/fs/cgroup" : "/sys/fs/cgroup/memory";
  const parts = path.split("/").filter((part) => part !== "" && part !== "..");
  const folders = parts.map((_, index) => [base, ...parts.slice(0, parts.length - index)].join("/"));
  // Inside a container the path is often that of the host while the files are mounted at the top.
  return { version, folders: [...folders, base] };
}

/** Memory that this process can really have: the machine's, cut by the tightest control group above it. */
export async function readLinuxMemory(read: ReadSystemFile = readSystemFile): Promise<Memory | undefined> {
  const machine = parseMeminfo((await read("/proc/meminfo")) ?? "");
  if (machine === undefined) return undefined;
  const groups = parseControlGroups((await read("/proc/self/cgroup")) ?? "");
  let { totalBytes, availableBytes } = machine;
  for (const folder of groups?.folders.slice(0, 32) ?? []) {
    const [limitFile, usageFile, cacheKey] =
      groups?.version === 2
        ? ["memory.max", "memory.current", "inactive_file"]
        : ["memory.limit_in_bytes", "memory.usage_in_bytes", "total_inactive_file"];
    const limit = Number((await read(`${folder}/${limitFile}`))?.trim());
    // "max" and version 1's enormous default both mean no limit here.
    if (!Number.isFinite(limit) || limit <= 0 || limit >= machine.totalBytes) continue;
    const usage = Number((await read(`${folder}/${usageFile}`))?.trim()) || 0;
    const stat = (await read(`${folder}/memory.stat`)) ?? "";
    const cache = Number(new RegExp(`^${cacheKey} (\\d+)$`, "m").exec(stat)?.[1] ?? 0);
    totalBytes = Math.min(totalBytes, limit);
    availableBytes = Math.min(availableBytes, Math.max(0, limit - Math.max(0, usage - cache)));
  }
  return { totalBytes, availableBytes };
}

async function readSystemFile(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, "utf8");
  } catch {
    return undefined;
  }
}
