/** How the columns of a table are set, judged by what is in them. */

import type { TableColumn } from "./markdown-tree.ts";

/** A figure with its sign, currency and unit: "−4.5", "$1,204", "10 ms", "12 %", "3–5", "2×", "≈ 1.5e-3". */
const figure =
  /^[~≈<>≤≥±+−–-]*\s?[$€£¥₽₹]?\s?\d(?:[\d.,'’_ {2}]*\d)?(?:e[+-]?\d+)?(?:\s?[–-]\s?\d[\d.,]*)?\s?(?:[%‰°×x]|\p{L}{1,3}(?:\/\p{L}{1,3})?)?$/u;
const wideCellChars = 24;
/** A date is not a quantity. */
const date = /^\d{4}-\d\d(?:-\d\d)?$/;
const nothing = /^(?:|[-–—]|n\/?a|\?)$/i;

/**
 * One entry a column. `rows`: the text of the cells of the body; rows may be shorter than the head.
 * `aligned`: what the table itself says; it has the last word on the side, not on the face.
 */
export function tableColumns(
  rows: readonly (readonly string[])[],
  aligned: readonly ("left" | "center" | "right" | null)[],
): TableColumn[] {
  return aligned.map((said, column) => {
    const cells = rows.map((row) => row[column]?.trim() ?? "").filter((cell) => !nothing.test(cell));
    const numeric =
      cells.length > 0 && cells.every((cell) => cell.length <= 32 && figure.test(cell) && !date.test(cell));
    const wide = cells.some((cell) => cell.length > wideCellChars);
    if (said === "center") return { numeric, wide, align: "center" };
    if (said === "left") return { numeric, wide, align: "start" };
    return { numeric, wide, align: said === "right" || numeric ? "end" : "start" };
  });
}
