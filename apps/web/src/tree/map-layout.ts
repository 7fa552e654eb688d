// Where the lines of the map lie. The first branch of a fork goes straight on, the others leave to the right, as in a
// route map; each stands as near to its neighbours as their labels allow. (Tidy-tree layouts put a parent in the middle
// above its children, so that a long conversation would wander sideways with every fork.)

import type { MapLine } from "./map-lines.ts";

export interface Measures {
  /** Between two stops of a line. */
  readonly stopGap: number;
  /** Before the end of a line: its last stop or its junction. */
  readonly endGap: number;
  /** From a junction to the first stop of its branches. */
  readonly dropGap: number;
  /** Half of what a line takes up beside itself. */
  readonly lineHalf: number;
  /** What stands below the end of a line: half its width, and its height. */
  readonly endHalf: number;
  readonly endHeight: number;
  /** Between what belongs to different lines. */
  readonly gap: number;
}

export const measures: Measures = {
  stopGap: 20,
  endGap: 36,
  dropGap: 46,
  lineHalf: 12,
  endHalf: 46,
  endHeight: 64,
  gap: 8,
};

export interface PlacedLine {
  readonly x: number;
  /** Of each stop, from top to bottom; the last is the junction of a fork. */
  readonly ys: readonly number[];
  /** Where the stub with what is not drawn hangs from the junction; null where there is none. */
  readonly stub: { readonly x: number; readonly y: number } | null;
}

export interface MapPlaces {
  /** As many as lines, in their order. */
  readonly lines: readonly PlacedLine[];
  /** Around everything, labels included. */
  readonly bounds: {
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly height: number;
  };
}

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/**
 * `lines`: parents before children. `labelWidth`: room that the label beside a stop takes, 0 where it has none; not
 * asked for the end of a line, which has its label below.
 */
export function placeMap(
  lines: readonly MapLine[],
  labelWidth: (line: number, stop: number) => number,
  size: Measures = measures,
): MapPlaces {
  const branches = lines.map((): number[] => []);
  const first: number[] = [];
  for (const [at, { parent }] of lines.entries()) (branches[parent] ?? first).push(at);

  const ys = lines.map((): number[] => []);
  for (const [at, line] of lines.entries()) {
    const above = ys[line.parent]?.at(-1);
    let y = above === undefined ? 0 : above + size.dropGap;
    for (const stop of line.stops.keys()) {
      if (stop > 0) y += stop === line.stops.length - 1 ? size.endGap : size.stopGap;
      ys[at]!.push(y);
    }
  }

  // From the ends upwards, each with what it takes up around its own line at x = 0.
  const offsets = lines.map(() => 0);
  const stubs = lines.map((): number | null => null);
  const shapes = lines.map((): Box[] => []);
  for (let at = lines.length - 1; at >= 0; at--) {
    const own = boxesOf(at);
    const placed: Box[] = [];
    let lastX = 0;
    for (const branch of branches[at]!) {
      const x = placed.length === 0 ? 0 : besides(placed, shapes[branch]!, lastX);
      offsets[branch] = x;
      lastX = x;
      for (const box of shapes[branch]!) placed.push(moved(box, x));
      shapes[branch] = [];
    }
    const end = ys[at]!.at(-1)!;
    if (lines[at]!.hidden > 0) {
      const box = stubBox(end);
      const x = placed.length === 0 ? 0 : besides(placed, [box], lastX);
      stubs[at] = x;
      lastX = x;
      placed.push(moved(box, x));
    }
    if (lastX > 0)
      own.push({ left: 0, right: lastX, top: end - size.lineHalf, bottom: end + size.dropGap / 2 });
    shapes[at] = [...own, ...placed];
  }

  const all: Box[] = [];
  for (const line of first) {
    const x = all.length === 0 ? 0 : besides(all, shapes[line]!, 0);
    offsets[line] = x;
    for (const box of shapes[line]!) all.push(moved(box, x));
  }
  const xs: number[] = [];
  for (const [at, { parent }] of lines.entries()) xs.push((xs[parent] ?? 0) + offsets[at]!);
  return {
    lines: lines.map((_, at) => ({
      x: xs[at]!,
      ys: ys[at]!,
      stub: stubs[at] == null ? null : { x: xs[at]! + stubs[at], y: ys[at]!.at(-1)! + size.dropGap },
    })),
    bounds: around(all),
  };

  function boxesOf(at: number): Box[] {
    const { lineHalf, endHalf, endHeight } = size;
    const line = ys[at]!;
    const top = line[0]!;
    const bottom = line.at(-1)!;
    // The line above the first stop belongs to it as well, down from its junction.
    const from = lines[at]!.parent === -1 ? top - lineHalf : top - size.dropGap + lineHalf;
    const boxes = [{ left: -lineHalf, right: lineHalf, top: from, bottom: bottom + lineHalf }];
    for (const [stop, y] of line.entries()) {
      const isEnd = stop === line.length - 1;
      if (isEnd && !lines[at]!.fork) {
        boxes.push({ left: -endHalf, right: endHalf, top: y - lineHalf, bottom: y + endHeight });
        continue;
      }
      const width = labelWidth(at, stop);
      // The label of a junction stands above the lines that leave it.
      const middle = isEnd ? y - size.stopGap + 3 : y;
      if (width > 0)
        boxes.push({ left: 0, right: lineHalf + width, top: middle - lineHalf, bottom: middle + lineHalf });
    }
    return boxes;
  }

  function stubBox(end: number): Box {
    const y = end + size.dropGap;
    return {
      left: -size.endHalf / 2,
      right: size.endHalf / 2,
      top: end + size.lineHalf,
      bottom: y + size.lineHalf,
    };
  }

  /** The least x for `shape` right of everything in `placed` at its height, and of `lastX`. */
  function besides(placed: readonly Box[], shape: readonly Box[], lastX: number): number {
    let x = lastX + 2 * size.lineHalf + size.gap;
    for (const left of placed)
      for (const right of shape)
        if (left.top < right.bottom && right.top < left.bottom)
          x = Math.max(x, left.right + size.gap - right.left);
    return x;
  }
}

function moved({ left, right, top, bottom }: Box, x: number): Box {
  return { left: left + x, right: right + x, top, bottom };
}

function around(boxes: readonly Box[]): MapPlaces["bounds"] {
  let [left, right, top, bottom] = [0, 0, 0, 0];
  for (const box of boxes) {
    left = Math.min(left, box.left);
    right = Math.max(right, box.right);
    top = Math.min(top, box.top);
    bottom = Math.max(bottom, box.bottom);
  }
  return { x: left, y: top, width: right - left, height: bottom - top };
}
