import { type EditorState, RangeSet, StateEffect, StateField } from "@codemirror/state";
import { GutterMarker, gutterLineClass } from "@codemirror/view";
import type { LineSpan } from "../changed-lines.ts";

class ChangedMarker extends GutterMarker {
  override elementClass = "changed-line";
}
const marker = new ChangedMarker();
const setSpans = StateEffect.define<readonly LineSpan[]>();

/** Lines that differ from the reply carry a bar beside their number. */
export const changeMarks = StateField.define<RangeSet<GutterMarker>>({
  create: () => RangeSet.empty,
  update(marks, transaction) {
    const set = transaction.effects.find((effect) => effect.is(setSpans));
    return set === undefined ? marks.map(transaction.changes) : marksOf(transaction.state, set.value);
  },
  provide: (field) => gutterLineClass.from(field),
});

export const markLines = (spans: readonly LineSpan[]) => setSpans.of(spans);

function marksOf({ doc }: EditorState, spans: readonly LineSpan[]): RangeSet<GutterMarker> {
  const lines = spans.flatMap(({ first, last }) =>
    Array.from({ length: Math.min(last, doc.lines) - first + 1 }, (_, at) => doc.line(first + at).from),
  );
  return RangeSet.of(lines.map((from) => marker.range(from)));
}
