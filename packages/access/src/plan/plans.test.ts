import assert from "node:assert/strict";
import { test } from "node:test";
import { readPlans } from "./plans.ts";

const ids = (text: string | null) => readPlans(text).map(({ id }) => id);

test("plans ship as examples, and a file adds to them and changes them", () => {
  assert.deepEqual(ids(null), ["unlimited", "free", "premium-plus", "supergrok"]);
  const text = JSON.stringify({
    plans: [
      { id: "free", title: "Guest", requests: { day: 5 } },
      { id: "team", title: "Team", tokens: { month: 1_000 } },
    ],
  });
  const plans = readPlans(text);
  assert.deepEqual(
    plans.map(({ id }) => id),
    ["unlimited", "free", "premium-plus", "supergrok", "team"],
  );
  assert.deepEqual(plans[1], {
    id: "free",
    title: "Guest",
    limits: {
      requests: { minute: null, day: 5, month: null },
      tokens: { minute: null, day: null, month: null },
    },
  });
});

test("a file that is wrong is refused with the place", () => {
  const plan = { id: "team", title: "Team" };
  for (const [value, message] of [
    ["{", /no JSON/],
    [{}, /plans/],
    [{ plans: [{ ...plan, id: "Team One" }] }, /plans\.0\.id.*a-z/],
    [{ plans: [{ ...plan, tokens: { week: 1 } }] }, /plans\.0\.tokens/],
    [{ plans: [{ ...plan, tokens: { day: 0 } }] }, /plans\.0\.tokens\.day/],
    [{ plans: [{ ...plan, tokens: { day: "many" } }] }, /plans\.0\.tokens\.day/],
    [{ plans: [{ ...plan, request: {} }] }, /request/],
  ] as const)
    assert.throws(() => readPlans(typeof value === "string" ? value : JSON.stringify(value)), {
      code: "bad-input",
      message,
    });
});
