import type { OutlineRow } from "./outline-rows.ts";
import { stronger } from "./strokes.ts";

/** In sixteenths of a rem, like all places here. */
const firstColumn = 10;
const columnStep = 14;
/** Deeper rows share the last column. */
const columnMax = 9;
const cornerRadius = 10;
const station = { question: 4, reply: 4, here: 5 } as const;

interface GutterProps {
  readonly row: OutlineRow;
  /** Forks that lie outside to the left. */
  readonly shift: number;
  readonly height: number;
  /** A pane's path ends here. */
  readonly here: boolean;
}

/** How far a row stands in: the width that its lines take up. */
export function gutterWidth(depth: number, shift: number): number {
  return columnOf(Math.max(depth, shift), shift) + firstColumn;
}

/** The lines of a row and its station: a dot is a question, a ring a reply, a filled one the end of a pane's path. */
export function Gutter({ row, shift, height, here }: GutterProps) {
  const middle = height / 2;
  const x = columnOf(Math.max(row.depth, shift), shift);
  const from = columnOf(row.depth - 1, shift);
  const width = gutterWidth(row.depth, shift);
  const leaves = row.begins && row.parent !== -1;
  const rails: { x: number; stroke: string }[] = [];
  let beside = row.rails;
  for (; beside !== null && beside.depth >= shift; beside = beside.outer) {
    const at = columnOf(beside.depth, shift);
    if (at < x) rails.push({ x: at, stroke: beside.stroke });
  }
  const rail = row.rails?.depth === row.depth - 1 ? row.rails.stroke : null;
  const entry = leaves && (
    <path
      className={`line ${row.stroke}`}
      d={
        from < x
          ? `M${from} -1V${middle - cornerRadius}Q${from} ${middle} ${from + cornerRadius} ${middle}H${x}`
          : `M${x} 0V${middle}`
      }
    />
  );
  // Where a stronger line goes on past the branch it lies over the corner.
  const under = rail !== null && stronger(row.stroke, rail) !== row.stroke;
  return (
    <svg
      className="lines"
      viewBox={`0 0 ${width} ${height}`}
      style={{ width: `${width / 16}rem`, height: `${height / 16}rem` }}
      aria-hidden="true"
    >
      {under && entry}
      {rails.map((line) => (
        <path key={line.x} className={`line ${line.stroke}`} d={`M${line.x} 0V${height}`} />
      ))}
      {!under && entry}
      {!row.begins && <path className={`line ${row.stroke}`} d={`M${x} 0V${middle}`} />}
      {row.below !== null && <path className={`line ${row.below}`} d={`M${x} ${middle}V${height}`} />}
      {row.kind === "run" ? (
        <>
          <path className="line gap" d={`M${x} 3V${height - 3}`} />
          <path className={`line dots ${row.stroke}`} d={`M${x} 5V${height - 4}`} />
        </>
      ) : (
        <circle
          className={`station ${row.stroke}`}
          data-kind={here ? "here" : row.kind}
          cx={x}
          cy={middle}
          r={station[here ? "here" : row.kind]}
        />
      )}
    </svg>
  );
}

/** The middle of the column of a row; left of the first one where the fork lies outside. */
function columnOf(depth: number, shift: number): number {
  return firstColumn + columnStep * Math.min(depth - shift, columnMax);
}
