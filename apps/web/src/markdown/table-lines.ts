/** The lines of a table, as far as they can be told without parsing it. Rules: GitHub's, section "Tables". */

/** Whether the two lines surely begin a table: a head, and dashes for as many columns. */
export function isTableHead(head: string, dashes: string): boolean {
  if (!head.includes("|") || /^[ \t]*>/.test(head)) return false;
  const isDashes = /^ {0,3}\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$/.test(dashes);
  return isDashes && dashes.includes("|") && columnsIn(head) === columnsIn(dashes);
}

/** Whether the line, in a table, is surely its next row; others may end the table. */
export function isRow(line: string): boolean {
  return /^ {0,3}\|/.test(line);
}

/** Cells between bars; a bar at either end is a border, a bar after a backslash is text. */
function columnsIn(line: string): number {
  const inner = line
    .trim()
    .replace(/\\[\\|]/g, "xx")
    .replace(/^\|/, "")
    .replace(/\|$/, "");
  return inner.split("|").length;
}
