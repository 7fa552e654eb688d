import assert from "node:assert/strict";
import { test } from "node:test";
import { parseControlGroups, parseMeminfo, readLinuxMemory } from "./linux-memory.ts";

const gib = 2 ** 30;
const meminfo = `MemTotal:       16777216 kB\nMemFree:          500000 kB\nMemAvailable:   12582912 kB\n`;
const reader = (files: Record<string, string>) => async (path: string) => files[path];

test("available memory is MemAvailable, not MemFree", () => {
  assert.deepEqual(parseMeminfo(meminfo), { totalBytes: 16 * gib, availableBytes: 12 * gib });
  assert.equal(parseMeminfo("MemTotal: 16777216 kB\n"), undefined);
});

test("without control groups the machine's memory counts", async () => {
  assert.deepEqual(await readLinuxMemory(reader({ "/proc/meminfo": meminfo })), {
    totalBytes: 16 * gib,
    availableBytes: 12 * gib,
  });
  assert.equal(await readLinuxMemory(reader({})), undefined);
});

test("a version 2 group cuts total and available; its page cache counts as free", async () => {
  const memory = await readLinuxMemory(
    reader({
      "/proc/meminfo": meminfo,
      "/proc/self/cgroup": "0::/pod/app\n",
      "/sys/fs/cgroup/pod/app/memory.max": "max\n",
      "/sys/fs/cgroup/pod/memory.max": `${4 * gib}\n`,
      "/sys/fs/cgroup/pod/memory.current": `${3 * gib}\n`,
      "/sys/fs/cgroup/pod/memory.stat": `anon 1\ninactive_file ${2 * gib}\n`,
    }),
  );
  assert.deepEqual(memory, { totalBytes: 4 * gib, availableBytes: 3 * gib });
});

test("a version 1 group cuts too, also where only the mount's top shows its files", async () => {
  const memory = await readLinuxMemory(
    reader({
      "/proc/meminfo": meminfo,
      "/proc/self/cgroup": "4:memory:/docker/abc\n1:cpu:/\n0::/\n",
      "/sys/fs/cgroup/memory/memory.limit_in_bytes": `${2 * gib}`,
      "/sys/fs/cgroup/memory/memory.usage_in_bytes": `${gib}`,
    }),
  );
  assert.deepEqual(memory, { totalBytes: 2 * gib, availableBytes: gib });
});

test("no limit is told as max, as an enormous number, or as more than the machine has", async () => {
  for (const limit of ["max", "9223372036854771712", `${64 * gib}`]) {
    const memory = await readLinuxMemory(
      reader({ "/proc/meminfo": meminfo, "/proc/self/cgroup": "0::/\n", "/sys/fs/cgroup/memory.max": limit }),
    );
    assert.equal(memory?.totalBytes, 16 * gib);
  }
});

test("the folders of nested groups are walked from the inside out", () => {
  assert.deepEqual(parseControlGroups("0::/a/b\n"), {
    version: 2,
    folders: ["/sys/fs/cgroup/a/b", "/sys/fs/cgroup/a", "/sys/fs/cgroup"],
  });
  assert.equal(parseControlGroups(""), undefined);
});
