import { getChunks, unifiedMergeView } from "@codemirror/merge";
import { type EditorState, type Extension, RangeSetBuilder, type Text } from "@codemirror/state";
import { GutterMarker, gutterLineClass, gutterWidgetClass, lineNumbers } from "@codemirror/view";
import { diffLimits } from "./changed-lines.ts";

/** Longer texts show what changed with a little around it; the rest is folded into one line each. */
const unfoldedLinesMax = 400;

/** What `original` said and the document does not stands struck out above what the document says instead. */
export function changesView(original: Text): Extension {
  return [
    unifiedMergeView({
      original,
      mergeControls: false,
      gutter: false,
      syntaxHighlightDeletions: true,
      diffConfig: diffLimits,
      ...(original.lines > unfoldedLinesMax ? { collapseUnchanged: { margin: 4, minSize: 8 } } : {}),
    }),
    lineNumbers({ formatNumber: (number, state) => (isNew(state, number) ? "+" : String(number)) }),
    gutterLineClass.compute(["doc"], newLinesInGutter),
    gutterWidgetClass.of(() => besideDeleted),
  ];
}

class ClassMarker extends GutterMarker {
  override readonly elementClass: string;
  constructor(elementClass: string) {
    super();
    this.elementClass = elementClass;
  }
}
const besideNew = new ClassMarker("beside-new");
const besideDeleted = new ClassMarker("beside-deleted");

function isNew(state: EditorState, number: number): boolean {
  if (number > state.doc.lines) return false;
  const { from } = state.doc.line(number);
  return getChunks(state)?.chunks.some(({ fromB, toB }) => fromB <= from && from < toB) ?? false;
}

function newLinesInGutter(state: EditorState) {
  const builder = new RangeSetBuilder<GutterMarker>();
  for (const { fromB, toB, endB } of getChunks(state)?.chunks ?? [])
    for (let at = fromB; fromB < toB && at <= endB; ) {
      const line = state.doc.lineAt(at);
      builder.add(line.from, line.from, besideNew);
      at = line.to + 1;
    }
  return builder.finish();
}
