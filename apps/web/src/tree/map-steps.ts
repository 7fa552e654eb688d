import type { MapLine } from "./map-lines.ts";

/** A stub has the id of its line behind this; the one above the first line is this alone. */
export const stubPrefix = "more:";

/** Where the arrow keys lead from a stop. */
export interface Steps {
  readonly up: string | undefined;
  readonly down: string | undefined;
  readonly left: string | undefined;
  readonly right: string | undefined;
}

/** Steps of every stop and stub, by their ids. */
export function stepsOf(lines: readonly MapLine[]): ReadonlyMap<string, Steps> {
  const steps = new Map<string, Steps>();
  const branches = lines.map((): number[] => []);
  const tops: number[] = [];
  for (const [at, { parent }] of lines.entries()) (branches[parent] ?? tops).push(at);
  const firstOf = (line: number | undefined) =>
    line === undefined ? undefined : lines[line]?.stops[0]?.nodeId;
  for (const [at, line] of lines.entries()) {
    const beside = branches[line.parent] ?? tops;
    const place = beside.indexOf(at);
    const above = lines[line.parent]?.stops.at(-1)?.nodeId ?? (line.above > 0 ? stubPrefix : undefined);
    const stub = line.hidden > 0 ? stubPrefix + line.id : undefined;
    const last = place === beside.length - 1 && line.parent !== -1 && lines[line.parent]!.hidden > 0;
    for (const [stop, { nodeId }] of line.stops.entries())
      steps.set(nodeId, {
        up: line.stops[stop - 1]?.nodeId ?? above,
        down: line.stops[stop + 1]?.nodeId ?? firstOf(branches[at]![0]) ?? stub,
        left: firstOf(beside[place - 1]),
        right: firstOf(beside[place + 1]) ?? (last ? stubPrefix + lines[line.parent]!.id : undefined),
      });
    if (stub !== undefined)
      steps.set(stub, {
        up: line.stops.at(-1)!.nodeId,
        down: undefined,
        left: firstOf(branches[at]!.at(-1)),
        right: undefined,
      });
    if (line.above > 0)
      steps.set(stubPrefix, {
        up: undefined,
        down: line.stops[0]!.nodeId,
        left: undefined,
        right: undefined,
      });
  }
  return steps;
}
