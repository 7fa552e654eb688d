import assert from "node:assert/strict";
import { test } from "node:test";
import type { BudgetEntry } from "../state/keys.ts";
import { tightestBudgets } from "./tightest.ts";

const budget = (change: Partial<BudgetEntry>): BudgetEntry => ({
  own: false,
  kind: "tokens",
  window: "day",
  limit: 100,
  remaining: 100,
  resetMs: 0,
  ...change,
});

test("of each kind the budget is told of which the smallest share is left", () => {
  const tight = budget({ own: true, limit: 1_000, remaining: 10 });
  const unused = [
    budget({ window: "minute" }),
    budget({ limit: 50, remaining: 50 }),
    budget({ window: "month" }),
  ];
  assert.deepEqual(tightestBudgets([...unused, tight, budget({ remaining: 5 })]), [tight]);
  assert.deepEqual(tightestBudgets(unused), [unused[1]]);
  const requests = budget({ kind: "requests" });
  assert.deepEqual(tightestBudgets([tight, requests]), [requests, tight]);
  assert.deepEqual(tightestBudgets([]), []);
});
