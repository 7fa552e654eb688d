import assert from "node:assert/strict";
import { test } from "node:test";
import { type ImportTotals, noImport, withProblem, withReport } from "./import-totals.ts";

const report = (problems: readonly string[]) => ({
  conversations: 1,
  nodes: 2,
  known: 3,
  leftOut: 4,
  unreadable: 5,
  problems,
  format: "claude",
  latestId: "b",
});

test("reports add up, formats are named once, and the newest conversation is kept", () => {
  const totals = withReport(
    withReport(noImport, report(["x"])),
    { ...report([]), latestId: "a" },
    "two.json",
  );
  assert.deepEqual(totals, {
    formats: ["claude"],
    conversations: 2,
    nodes: 4,
    known: 6,
    leftOut: 8,
    unreadable: 10,
    problems: ["x"],
    latestId: "b",
    skippedFiles: 0,
  } satisfies ImportTotals);
});

test("problems stay a hundred, and what was summed up before is counted on", () => {
  const full = [...Array.from({ length: 99 }, (_, at) => `line ${at}`), "and 20 more"];
  const totals = withProblem(withReport(noImport, report(full)), "one more");
  assert.equal(totals.problems.length, 100);
  assert.equal(totals.problems.at(-1), "and 21 more");
});
