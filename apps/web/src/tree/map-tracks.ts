import type { MapPlaces, PlacedLine } from "./map-layout.ts";
import type { MapLine } from "./map-lines.ts";
import type { Stroke } from "./strokes.ts";

/** A drawn piece of a line. */
export interface Track {
  readonly key: string;
  /** SVG path data, in the places of the map. */
  readonly path: string;
  readonly stroke: Stroke;
}

const cornerRadius = 24;
/** Between the end of a line and what it says of the rest. */
const stubGap = 9;
/** How far apart lines lie that leave one junction side by side. */
const lanesApart = 10;

/**
 * The lines as paths: from the junction above, round a corner, down to the last stop. Where a pane's way ends in the
 * middle of a line, the rest is a piece of its own. Thin ones first, so that the others lie over them.
 */
export function tracksOf(lines: readonly MapLine[], places: MapPlaces): Track[] {
  const tracks: Track[] = [];
  const sides = lines.map((): number[] => []);
  for (const [at, { parent }] of lines.entries())
    if (parent !== -1 && places.lines[at]!.x > places.lines[parent]!.x) sides[parent]!.push(at);

  for (const [at, line] of lines.entries()) {
    const { x, ys, stub } = places.lines[at]!;
    const above = places.lines[line.parent];
    const y = above?.ys.at(-1) ?? ys[0]!;
    const lane = above === undefined ? 0 : laneOf(lines, sides[line.parent]!, at);
    let from = 0;
    for (let stop = 0; stop < ys.length; stop++) {
      const { stroke } = line.stops[stop]!;
      if (line.stops[stop + 1]?.stroke === stroke) continue;
      const start = from === 0 ? entry(above, y + lane, x) : `M${x} ${ys[from - 1]}`;
      tracks.push({ key: `${line.id}/${from}`, path: `${start}V${ys[stop]}`, stroke });
      from = stop + 1;
    }
    if (stub !== null) {
      const path = `${entry(places.lines[at], ys.at(-1)! - lanesApart / 2, stub.x)}V${stub.y - stubGap}`;
      tracks.push({ key: `${line.id}/more`, path, stroke: "thin" });
    }
  }
  const order: Readonly<Record<Stroke, number>> = { thin: 0, ink: 1, pen: 2 };
  return tracks.sort((left, right) => order[left.stroke] - order[right.stroke]);
}

/** The nearest branch leaves lowest, so that no line crosses another; thin ones share a lane. */
function laneOf(lines: readonly MapLine[], sides: readonly number[], at: number): number {
  if (sides.length < 2 || !sides.includes(at)) return 0;
  const isThin = (line: number) => lines[line]!.stops[0]!.stroke === "thin";
  const strong = sides.filter((line) => !isThin(line));
  if (isThin(at)) return strong.length === 0 ? 0 : -lanesApart / 2;
  return lanesApart / 2 - strong.indexOf(at) * Math.min(lanesApart, lanesApart / strong.length);
}

function entry(above: PlacedLine | undefined, y: number, x: number): string {
  if (above === undefined || above.x === x) return `M${x} ${y}`;
  const radius = Math.min(cornerRadius, (x - above.x) / 2);
  return `M${above.x} ${y}H${x - radius}Q${x} ${y} ${x} ${y + radius}`;
}
