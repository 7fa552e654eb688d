import assert from "node:assert/strict";
import { test } from "node:test";
import { cellFacts, tableColumns } from "./table-columns.ts";

test("figures are seen with their sign, currency and unit", () => {
  for (const cell of [
    "10",
    "−4.5",
    "+3",
    "$1,204",
    "€ 9.90",
    "10 ms",
    "12 %",
    "3–5",
    "2×",
    "≈ 1.5e-3",
    "1 000 000",
    "98.6°",
    "12 km/h",
    "1164",
  ]) {
    assert.equal(cellFacts(cell), "figure", cell);
  }
});

test("dates, words and versions of words are not figures", () => {
  for (const cell of ["2024-01-02", "ten", "10 apples", "v1.2", "A4", "3 of 5 people", "1.2.3-beta"]) {
    assert.notEqual(cellFacts(cell), "figure", cell);
  }
  assert.equal(cellFacts(" — "), "nothing");
  assert.equal(cellFacts("a cell with a whole sentence, or nearly one"), "sentence");
});

test("a column of figures is numeric, gaps or not, and stands at the end", () => {
  const [name, count, mixed] = tableColumns(
    [
      ["words", "figure", "figure"],
      ["words", "nothing", "words"],
    ],
    [null, null, null],
  );
  assert.deepEqual(name, { numeric: false, wide: false, align: "start" });
  assert.deepEqual(count, { numeric: true, wide: false, align: "end" });
  assert.deepEqual(mixed, { numeric: false, wide: false, align: "start" });
});

test("what the table says about sides holds", () => {
  const columns = tableColumns([["figure", "figure", "words"]], ["left", "center", "right"]);
  assert.deepEqual(
    columns.map(({ align, numeric }) => [align, numeric]),
    [
      ["start", true],
      ["center", true],
      ["end", false],
    ],
  );
});

test("an empty column is not numeric", () => {
  assert.equal(tableColumns([["nothing"], []], [null])[0]?.numeric, false);
});
