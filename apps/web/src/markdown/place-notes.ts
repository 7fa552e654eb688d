/** Where margin notes stand: at the height of their mark, or below whatever is there already. */

/** Room between two things in the margin, in CSS pixels. */
export const noteGapPx = 16;

export interface NoteBox {
  /** Where the note would stand by itself, in CSS pixels from any common origin. */
  readonly want: number;
  readonly height: number;
}

export interface Obstacle {
  readonly top: number;
  readonly bottom: number;
}

/**
 * The top of each note, in the order given. Notes keep the order of their marks; none overlaps another
 * or an obstacle, and each stands as high as that allows, never above its mark.
 */
export function placeNotes(notes: readonly NoteBox[], obstacles: readonly Obstacle[]): number[] {
  const tops = new Array<number>(notes.length).fill(0);
  const order = notes.map((_, index) => index).sort((a, b) => notes[a]!.want - notes[b]!.want || a - b);
  const fixed = [...obstacles].sort((a, b) => a.top - b.top);
  let floor = Number.NEGATIVE_INFINITY;
  for (const index of order) {
    const { want, height } = notes[index]!;
    let top = Math.max(want, floor);
    for (const { top: from, bottom } of fixed) {
      if (top + height + noteGapPx > from && top < bottom + noteGapPx) top = bottom + noteGapPx;
    }
    tops[index] = top;
    floor = top + height + noteGapPx;
  }
  return tops;
}
