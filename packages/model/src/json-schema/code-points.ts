/** Sets of Unicode code points: ranges in ascending order, both ends counted, none touching another. */
export type CodePoints = readonly (readonly [from: number, to: number])[];

const last = 0x10ffff;

/** Every code point that a text may have; the halves of surrogate pairs are none. */
export const allPoints: CodePoints = [
  [0, 0xd7ff],
  [0xe000, last],
];

/** Anything in any of `sets`. */
export function union(...sets: readonly CodePoints[]): CodePoints {
  const merged: [number, number][] = [];
  for (const [from, to] of sets.flat().toSorted((a, b) => a[0] - b[0])) {
    const before = merged.at(-1);
    if (before && from <= before[1] + 1) before[1] = Math.max(before[1], to);
    else merged.push([from, to]);
  }
  return merged;
}

/** What is in `set` and not in `gone`. */
export function without(set: CodePoints, gone: CodePoints): CodePoints {
  let left: [number, number][] = set.map(([from, to]) => [from, to]);
  for (const [from, to] of gone) {
    left = left.flatMap(([start, end]): [number, number][] => {
      if (to < start || from > end) return [[start, end]];
      const parts: [number, number][] = [];
      if (start < from) parts.push([start, from - 1]);
      if (end > to) parts.push([to + 1, end]);
      return parts;
    });
  }
  return left;
}

export function common(a: CodePoints, b: CodePoints): CodePoints {
  return without(a, without(allPoints, b));
}

export function has(set: CodePoints, point: number): boolean {
  return set.some(([from, to]) => point >= from && point <= to);
}

/**
 * What a model may be made to write: no characters of control but those that JSON has letters for, none that a decoder
 * of UTF-8 would refuse, and no noncharacters, which engines use for marks.
 */
export const writablePoints: CodePoints = [
  [0x08, 0x0a],
  [0x0c, 0x0d],
  [0x20, 0x7e],
  [0xa0, 0xd7ff],
  [0xe000, 0xfdcf],
  [0xfdf0, 0xfffd],
  [0x10000, 0x10ffff],
];
