/** How the columns of a table are set, judged by what is in them. */

import type { CellFacts, TableAlign, TableColumn } from "./markdown-tree.ts";

/** A figure with its sign, currency and unit: "−4.5", "$1,204", "10 ms", "12 %", "3–5", "2×", "≈ 1.5e-3". */
const figure =
  /^[~≈<>≤≥±+−–-]*\s?[$€£¥₽₹]?\s?\d(?:[\d.,'’_\u00a0\u2009\u202f ]*\d)?(?:e[+-]?\d+)?(?:\s?[–-]\s?\d[\d.,]*)?\s?(?:[%‰°×x]|\p{L}{1,3}(?:\/\p{L}{1,3})?)?$/u;
/** A date is not a quantity. */
const date = /^\d{4}-\d\d(?:-\d\d)?$/;
const nothing = /^(?:|[-–—]|n\/?a|\?)$/i;
const figureCharsMax = 32;
const wideCellChars = 36;

/** What a cell tells about its column. */
export function cellFacts(text: string): CellFacts {
  const cell = text.trim();
  if (nothing.test(cell)) return "nothing";
  if (cell.length <= figureCharsMax && figure.test(cell) && !date.test(cell)) return "figure";
  return cell.length > wideCellChars ? "sentence" : "words";
}

/**
 * One entry a column. `rows`: facts of the cells of the body; rows may be shorter than the head.
 * `aligned`: what the table itself says; it has the last word on the side, not on the face.
 */
export function tableColumns(
  rows: readonly (readonly CellFacts[])[],
  aligned: readonly TableAlign[],
): readonly TableColumn[] {
  return aligned.map((said, column) => {
    const facts = rows.map((row) => row[column] ?? "nothing");
    const numeric =
      facts.includes("figure") && facts.every((fact) => fact === "figure" || fact === "nothing");
    const wide = facts.includes("sentence");
    if (said === "center") return { numeric, wide, align: "center" };
    if (said === "left") return { numeric, wide, align: "start" };
    return { numeric, wide, align: said === "right" || numeric ? "end" : "start" };
  });
}
