import assert from "node:assert/strict";
import { test } from "node:test";
import { countCores, parseVmStat, probeHardware } from "./probe-hardware.ts";

test("this machine has memory and cores, and no more memory available than there is", async () => {
  const hardware = await probeHardware();
  assert.ok(hardware.cores >= 1);
  assert.ok(hardware.memoryAvailableBytes > 0);
  assert.ok(hardware.memoryAvailableBytes <= hardware.memoryTotalBytes);
});

test("macOS counts free, inactive, speculative and purgeable pages", () => {
  const output = `Mach Virtual Memory Statistics: (page size of 16384 bytes)
Pages free:                               10000.
Pages active:                            200000.
Pages inactive:                          100000.
Pages speculative:                         5000.
Pages purgeable:                           1000.
`;
  assert.equal(parseVmStat(output), 116_000 * 16_384);
  assert.equal(parseVmStat("command not found"), undefined);
});

test("two threads of one core count once, cores of two sockets apart", () => {
  const thread = (socket: number, core: number) =>
    `processor\t: 0\nphysical id\t: ${socket}\ncore id\t\t: ${core}\n`;
  assert.equal(countCores([thread(0, 0), thread(0, 0), thread(0, 1), thread(1, 0)].join("\n")), 3);
  assert.equal(countCores("processor\t: 0\nBogoMIPS\t: 48\n"), undefined);
});
