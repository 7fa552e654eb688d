import { EditorSelection, type StateCommand } from "@codemirror/state";

/** Quotes around it, then a bullet or a number, then the box of a task. */
const item = /^(\s*(?:>\s?)*)(?:([-*+])|(\d{1,9})([.)]))(\s+)(\[[ xX]\]\s+)?/;
/** Quotes alone, or the indentation. */
const edge = /^\s*(?:>\s?)+|^[ \t]*/;

/** What the line after `line` begins with, "" for nothing; null where `line` holds a mark and nothing else. */
export function nextMark(line: string): string | null {
  const found = item.exec(line);
  if (found === null) return edge.exec(line)?.[0] ?? "";
  const [whole, around = "", bullet, number = "", after = "", space = "", task] = found;
  if (whole.length === line.length) return null;
  return around + (bullet ?? Number(number) + 1 + after) + space + (task === undefined ? "" : "[ ] ");
}

/**
 * Enter: begins the next line as this one begins. At an item that is still empty it takes the mark away instead. It
 * touches no other line (numbers that follow stay as they are) and no space at the end of this one.
 */
export const continueList: StateCommand = ({ state, dispatch }) => {
  if (state.readOnly) return false;
  const change = state.changeByRange(({ from, to }) => {
    const line = state.doc.lineAt(from);
    const before = line.text.slice(0, from - line.from);
    const next = nextMark(before);
    if (next === null && to === line.to && from === to)
      return { changes: { from: line.from, to: line.to }, range: EditorSelection.cursor(line.from) };
    const insert = state.lineBreak + (next ?? "");
    return { changes: { from, to, insert }, range: EditorSelection.cursor(from + insert.length) };
  });
  dispatch(state.update(change, { scrollIntoView: true, userEvent: "input" }));
  return true;
};
