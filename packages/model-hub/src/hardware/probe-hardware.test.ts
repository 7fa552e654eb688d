import assert from "node:assert/strict";
import { test } from "node:test";
import { parseVmStat, probeHardware } from "./probe-hardware.ts";

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
