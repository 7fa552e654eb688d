import assert from "node:assert/strict";
import { test } from "node:test";
import { EditorState } from "@codemirror/state";
import { continueList, nextMark } from "./continue-list.ts";

const enter = (text: string, at: number) => {
  let state = EditorState.create({ doc: text, selection: { anchor: at } });
  continueList({ state, dispatch: (transaction) => (state = transaction.state) });
  return { text: state.doc.toString(), at: state.selection.main.head };
};

test("the next line begins with the mark of this one, a number with the next number", () => {
  assert.equal(nextMark("- milk"), "- ");
  assert.equal(nextMark("  * milk"), "  * ");
  assert.equal(nextMark("9. nine"), "10. ");
  assert.equal(nextMark("- [x] done"), "- [ ] ");
  assert.equal(nextMark("> 2) quoted"), "> 3) ");
  assert.equal(nextMark("> quoted"), "> ");
  assert.equal(nextMark("    indented"), "    ");
});

test("what only looks like a mark is none", () => {
  for (const line of ["plain", "-dash", "1.5 litres", "**bold**", "", "2024 was long"])
    assert.equal(nextMark(line), "", line);
});

test("Enter in a list goes on with it and leaves the numbers after it alone", () => {
  assert.deepEqual(enter("1. a\n2. b", 4), { text: "1. a\n2. \n2. b", at: 8 });
});

test("Enter at an empty item ends the list", () => {
  assert.deepEqual(enter("- a\n- ", 6), { text: "- a\n", at: 4 });
});

test("Enter keeps the spaces around it", () => {
  assert.deepEqual(enter("a  b", 1), { text: "a\n  b", at: 2 });
});
