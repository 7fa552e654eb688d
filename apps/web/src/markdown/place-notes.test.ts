import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { noteGapPx, placeNotes } from "./place-notes.ts";

test("a note stands at the height of its mark when there is room", () => {
  assert.deepEqual(
    placeNotes(
      [
        { want: 100, height: 60 },
        { want: 300, height: 60 },
      ],
      [],
    ),
    [100, 300],
  );
});

test("a later note moves below an earlier one", () => {
  assert.deepEqual(
    placeNotes(
      [
        { want: 100, height: 60 },
        { want: 110, height: 60 },
      ],
      [],
    ),
    [100, 176],
  );
});

test("a note gives way to what stands in the margin already", () => {
  assert.deepEqual(placeNotes([{ want: 10, height: 40 }], [{ top: 0, bottom: 50 }]), [66]);
  assert.deepEqual(placeNotes([{ want: 10, height: 40 }], [{ top: 40, bottom: 90 }]), [106]);
});

test("nothing in the margin ever overlaps, and nothing stands above its mark", () => {
  const box = fc.record({
    want: fc.integer({ min: 0, max: 2_000 }),
    height: fc.integer({ min: 1, max: 400 }),
  });
  const obstacle = fc
    .record({ top: fc.integer({ min: 0, max: 2_000 }), height: fc.integer({ min: 1, max: 300 }) })
    .map(({ top, height }) => ({ top, bottom: top + height }));
  fc.assert(
    fc.property(
      fc.array(box, { maxLength: 12 }),
      fc.array(obstacle, { maxLength: 4 }),
      (notes, obstacles) => {
        const tops = placeNotes(notes, obstacles);
        const placed = tops.map((top, index) => ({ top, bottom: top + notes[index]!.height }));
        placed.forEach((one, index) => {
          assert.ok(one.top >= notes[index]!.want);
          const others = [...placed.filter((_, other) => other !== index), ...obstacles];
          for (const other of others) {
            assert.ok(one.bottom + noteGapPx <= other.top || other.bottom + noteGapPx <= one.top);
          }
        });
      },
    ),
  );
});
