import { invertedEffects } from "@codemirror/commands";
import {
  type EditorState,
  type Extension,
  MapMode,
  StateEffect,
  StateField,
  type Text,
  type Transaction,
} from "@codemirror/state";
import {
  type BreaksChange,
  breaksOf,
  changeBreaks,
  joinLines,
  type LineBreaks,
  putBreaks,
} from "./line-breaks.ts";

/** A break that an undo brings back: its place in the document after that, and its letter. */
interface Lost {
  readonly place: number;
  readonly letter: LineBreaks;
}

const breaksBack = StateEffect.define<readonly Lost[]>({
  // What the history joins to it may delete the break again.
  map: (lost, mapping) =>
    lost.flatMap(({ place, letter }) => {
      const mapped = mapping.mapPos(place, 1, MapMode.TrackAfter);
      return mapped === null ? [] : [{ place: mapped, letter }];
    }),
});

const field = StateField.define<LineBreaks>({
  create: ({ doc }) => "n".repeat(doc.lines - 1),
  update(kept, transaction) {
    if (!transaction.docChanged) return kept;
    let breaks = changeBreaks(kept, breaksChanged(transaction));
    for (const effect of transaction.effects)
      if (effect.is(breaksBack)) breaks = putBreaks(breaks, numbered(effect.value, transaction.newDoc));
    return breaks;
  },
});

/** Keeps the line breaks of `text`, the document to be, through every edit, undo and redo. */
export function keepLineBreaks(text: string): Extension {
  return [field.init(() => breaksOf(text)), invertedEffects.of(breaksLost)];
}

/** The text that the editor stands for, byte for byte where it has not been changed. */
export function sourceText(state: EditorState): string {
  const kept = state.field(field);
  return /[rb]/.test(kept) ? joinLines(state.doc.iterLines(), kept) : state.doc.toString();
}

function breaksChanged({ startState, changes }: Transaction): BreaksChange[] {
  const found: BreaksChange[] = [];
  changes.iterChanges((fromA, toA, _fromB, _toB, inserted) => {
    const at = startState.doc.lineAt(fromA).number - 1;
    const removed = startState.doc.lineAt(toA).number - 1 - at;
    found.push({ at, removed, added: inserted.lines - 1 });
  }, true);
  return found;
}

function breaksLost({ startState, changes, effects }: Transaction): StateEffect<unknown>[] {
  const kept = startState.field(field);
  // Where there are plain breaks only, before and after, they come back by themselves.
  if (!/[rb]/.test(kept) && !effects.some((effect) => effect.is(breaksBack))) return [];
  const lost: Lost[] = [];
  changes.iterChangedRanges((fromA, toA) => {
    let line = startState.doc.lineAt(fromA);
    while (line.to < toA) {
      lost.push({ place: line.to, letter: kept[line.number - 1] ?? "n" });
      line = startState.doc.line(line.number + 1);
    }
  }, true);
  return lost.length === 0 ? [] : [breaksBack.of(lost)];
}

function numbered(lost: readonly Lost[], doc: Text): [number, LineBreaks][] {
  return lost.map(({ place, letter }) => [doc.lineAt(place).number - 1, letter]);
}
