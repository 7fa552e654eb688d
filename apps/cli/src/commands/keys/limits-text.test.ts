import assert from "node:assert/strict";
import { test } from "node:test";
import { allowanceInWords, readAllowance } from "./limits-text.ts";

test("limits are read as people write them, and told back", () => {
  assert.deepEqual(readAllowance("60/minute, 2k/day,1.5M/month"), {
    minute: 60n,
    day: 2_000n,
    month: 1_500_000n,
  });
  assert.deepEqual(readAllowance("none"), { minute: 0n, day: 0n, month: 0n });
  assert.equal(allowanceInWords(readAllowance("2k/day")), "2,000/day");
  assert.equal(allowanceInWords(undefined), "no limit");
  for (const wrong of ["", "many", "5/week", "0/day", "1.5/day", "5", "-1/day"])
    assert.throws(() => readAllowance(wrong), { exitCode: 2, message: /no limit; write 60\/minute/ });
});
