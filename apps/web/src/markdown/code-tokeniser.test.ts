import assert from "node:assert/strict";
import { test } from "node:test";
import { type LineState, lineTokeniser, tokenise } from "./code-tokeniser.ts";

/** However busy the machine is. */
const noLimit = 0;

const source = [
  "const text = `two",
  "lines $" + "{1 + count(2)}`; // done",
  "/* a",
  "comment */ if (text) return 'x';",
].join("\n");

test("line by line code gets the colours that it gets as a whole", async () => {
  const whole = await tokenise(source, "typescript", new AbortController().signal, noLimit);
  const colour = await lineTokeniser("typescript", noLimit);
  let state: LineState | null = null;
  for (const [at, line] of source.split("\n").entries()) {
    const { runs, state: end } = colour(line, state);
    state = end;
    const kinds = [...line].map((_, place) => runs.findLast(({ start }) => start <= place)?.kind);
    const expected = (whole?.[at] ?? []).flatMap(({ text, kind }) => [...text].map(() => kind));
    // Spaces go with whatever stands before them in the whole; alone they have no colour to see.
    for (const [place, sign] of [...line].entries())
      if (sign !== " ") assert.equal(kinds[place], expected[place], `${line} at ${place}`);
  }
});
