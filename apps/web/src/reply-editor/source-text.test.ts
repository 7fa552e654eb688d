import assert from "node:assert/strict";
import { test } from "node:test";
import { history, redo, undo } from "@codemirror/commands";
import { EditorState, type TransactionSpec } from "@codemirror/state";
import fc from "fast-check";
import { withPlainBreaks } from "./line-breaks.ts";
import { keepLineBreaks, sourceText } from "./source-text.ts";

const open = (text: string) =>
  EditorState.create({
    doc: text,
    extensions: [history({ newGroupDelay: 1e9, joinToEvent: () => true }), keepLineBreaks(text)],
  });
const apply = (state: EditorState, spec: TransactionSpec) => state.update(spec).state;
const command = (state: EditorState, run: typeof undo) => {
  let after = state;
  run({ state, dispatch: (transaction) => (after = transaction.state) });
  return after;
};

const pieces = fc.constantFrom(
  "\n",
  "\r",
  "\r\n",
  "a",
  "\t",
  "  \r\n",
  "\f",
  "\u2028",
  "\u0001",
  "\\",
  "\\(x\\)",
  "```js\r\n",
  "<b>",
  "{}",
  "- [ ] ",
  "[^1]: ",
  "好",
);
const texts = fc.array(pieces, { maxLength: 30 }).map((parts) => parts.join(""));
const edits = fc.array(fc.record({ from: fc.nat(), length: fc.nat(12), insert: texts }), { maxLength: 12 });

/** The place in `text` of the place `at` in the same text with plain breaks. */
function placeIn(text: string, at: number): number {
  let place = 0;
  for (let seen = 0; seen < at; seen++) place += text.startsWith("\r\n", place) ? 2 : 1;
  return place;
}

test("a text that nobody edits is the same text", () => {
  fc.assert(fc.property(texts, (text) => assert.equal(sourceText(open(text)), text)));
});

test("an edit changes no byte outside of the edited place, whatever breaks stand there", () => {
  fc.assert(
    fc.property(texts, edits, (text, specs) => {
      let state = open(text);
      for (const { from: anywhere, length, insert } of specs) {
        const before = sourceText(state);
        const from = anywhere % (state.doc.length + 1);
        const to = Math.min(state.doc.length, from + length);
        state = apply(state, { changes: { from, to, insert: state.toText(insert) } });
        const after = sourceText(state);
        const head = before.slice(0, placeIn(before, from));
        const tail = before.slice(placeIn(before, to));
        assert.ok(after.startsWith(head) && after.endsWith(tail), JSON.stringify({ before, after }));
        // Where a lone CR and an LF that nobody touched have come to stand together, they are one break by now.
        if (/\r$/.test(head) && /^\n/.test(after.slice(head.length))) return;
        if (/\r$/.test(after.slice(0, after.length - tail.length)) && /^\n/.test(tail)) return;
        const inside = after.slice(head.length, after.length - tail.length);
        assert.equal(withPlainBreaks(inside), withPlainBreaks(insert));
        assert.equal(withPlainBreaks(after), state.doc.toString());
      }
    }),
    { numRuns: 400 },
  );
});

test("undoing everything gives back every byte, and redoing it the edited text", () => {
  fc.assert(
    fc.property(texts, edits, fc.array(fc.boolean()), (text, specs, grouped) => {
      let state = open(text);
      for (const [at, { from: anywhere, length, insert }] of specs.entries()) {
        const from = anywhere % (state.doc.length + 1);
        const to = Math.min(state.doc.length, from + length);
        // Typing joins what was typed before into one step.
        const userEvent = grouped[at] ? "input.type" : `input.paste${at}`;
        state = apply(state, { changes: { from, to, insert: state.toText(insert) }, userEvent });
      }
      const edited = sourceText(state);
      for (const _ of specs) state = command(state, undo);
      assert.equal(sourceText(state), text);
      for (const _ of specs) state = command(state, redo);
      assert.equal(sourceText(state), edited);
    }),
    { numRuns: 600 },
  );
});

test("several places edited at once keep what stands between them", () => {
  const state = apply(open("a\r\nb\rc\nd"), {
    changes: [
      { from: 1, to: 2 },
      { from: 5, insert: "\n!" },
    ],
  });
  assert.equal(sourceText(state), "ab\rc\r\n!\nd");
});
